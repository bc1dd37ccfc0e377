/** Names of built files in pages, scripts and styles: each has a hash of its content before the ending. */
const NAME = /[\w.-]+-[\w-]{8}\.(?:js|css|svg|woff2|wasm)\b/g;

/**
 * Fetches a page and all that it links to, and what that links to.
 * @param {(path: string) => Promise<Response>} get
 * @param {string} page its path
 * @returns by path, the status and the type of each file
 */
export async function linkedFiles(get, page) {
  const answers = new Map();
  const waiting = [page];
  for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
    if (answers.has(path)) continue;
    const answer = await get(path);
    const type = answer.headers.get('content-type') ?? '';
    answers.set(path, { status: answer.status, type });
    if (!/html|javascript|css/.test(type)) continue;
    for (const [name] of (await answer.text()).matchAll(NAME)) waiting.push(`/assets/${name}`);
  }
  return answers;
}
