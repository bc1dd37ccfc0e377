/** Pages for a browser that is not in the editor: no script, no style, nothing that is fetched. */
function page(title: string, body: string, head = ''): string {
  return `<!doctype html><html lang="en"><meta charset="utf-8">${head}<title>${title}</title><h1>${title}</h1>${body}`;
}

/**
 * Leads a browser that was let in to the editor: as a page of the host's own, which a strict cookie is sent for.
 * @param landing a path whose signs are all escaped, as `encodeURIComponent` does it.
 */
export function enteringPage(landing: string): string {
  return page(
    'Arcspace',
    `<p><a href="${landing}">Open Arcspace</a></p>`,
    `<meta http-equiv="refresh" content="0; url=${landing}">`,
  );
}

const KNOWN = '<p>Was this browser let in before? <a href="/">Open Arcspace</a></p>';

export const usedPage = page(
  'This address was used before',
  `<p>Each address that Arcspace prints works once. The terminal that Arcspace runs in shows a new one: open that.</p>${KNOWN}`,
);

export const strangerPage = page(
  'Arcspace does not know this browser',
  `<p>Open the newest address that is shown in the terminal that Arcspace runs in.</p>${KNOWN}`,
);
