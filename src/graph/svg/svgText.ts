import { strFromU8 } from 'fflate/browser';

/** The space of names of what Arcspace writes into drawings. */
const namespace = 'urn:arcspace:workflow';

/** Whether it is a drawing, or XML that may be one, by how it begins. */
export function isSvg(bytes: Uint8Array): boolean {
  const begun = strFromU8(bytes.subarray(0, 12), true).replace(/^\xef\xbb\xbf/, '');
  return /^\s*<(?:svg|\?xml)/i.test(begun);
}

/** Text within XML 1.0: what its grammar has a meaning for, and what it cannot hold at all, JSON says otherwise. */
function escaped(json: string): string {
  return json
    .replace(/[\ufffe\uffff]/g, (character) => `\\u${character.charCodeAt(0).toString(16)}`)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;');
}

/** The element by which a drawing carries the workflow that it shows. */
export function svgMetadata(workflow: string): string {
  const name = 'arcspace:workflow';
  return `<metadata><${name} xmlns:arcspace="${namespace}">${escaped(workflow)}</${name}></metadata>`;
}

/** Other programs that saved it again may have changed the prefix, and moved what declares it. */
const element = /<(?:([\w.-]+):)?workflow(?:\s[^>]*)?>([\s\S]*?)<\/(?:\1:)?workflow\s*>/g;

const named: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

function decoded(reference: string, name: string): string {
  if (!name.startsWith('#')) return named[name] ?? reference;
  const code = name[1] === 'x' ? Number.parseInt(name.slice(2), 16) : Number.parseInt(name.slice(1), 10);
  return code <= 0x10ffff ? String.fromCodePoint(code) : reference;
}

/** Sections of characters are taken as they are. */
function textOf(content: string): string {
  return content
    .split(/<!\[CDATA\[([\s\S]*?)\]\]>/)
    .map((part, at) => (at % 2 === 1 ? part : part.replace(/&(#x[\da-f]+|#\d+|\w+);/gi, decoded)))
    .join('');
}

/** The workflow that a drawing carries, as the text of its file; undefined when it carries none. */
export function workflowInSvg(bytes: Uint8Array): string | undefined {
  const svg = strFromU8(bytes);
  for (const [, , content = ''] of svg.matchAll(element)) {
    const text = textOf(content).trim();
    if (/^\{[\s\S]{0,200}"format"\s*:\s*"arcspace-workflow"/.test(text)) return text;
  }
  return undefined;
}
