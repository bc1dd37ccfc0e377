import { inflateSync } from 'node:zlib';
import { isPng, type PngChunk, pngChunks } from './pngChunks.ts';

/** Keyword of the text chunk in which a PNG carries the workflow that made it. */
export const workflowKeyword = 'arcspace-workflow';

/** JSON in ASCII, everything else escaped: a tEXt chunk holds Latin-1 only (PNG specification, 11.3.4.3). */
export function asciiJson(json: string): string {
  return json.replace(/[\u007f-\uffff]/g, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/** The workflow that a PNG carries, as the text of its file; undefined when it carries none or is no whole PNG. */
export function extractWorkflow(bytes: Uint8Array): string | undefined {
  if (!isPng(bytes)) return undefined;
  try {
    return pngChunks(bytes, 'picture')
      .map(textOf)
      .find((text) => text !== undefined);
  } catch {
    return undefined;
  }
}

function textOf({ type, data }: PngChunk): string | undefined {
  const end = data.indexOf(0);
  if (end < 0 || latin1(data.subarray(0, end)) !== workflowKeyword) return undefined;
  if (type === 'tEXt') return latin1(data.subarray(end + 1));
  return type === 'iTXt' ? internationalText(data.subarray(end + 1)) : undefined;
}

/** After the keyword: compression flag, method, language, translated keyword, text in UTF-8 (11.3.4.5). */
function internationalText(data: Uint8Array): string | undefined {
  const language = data.indexOf(0, 2);
  const translated = data.indexOf(0, language + 1);
  if (language < 0 || translated < 0) return undefined;
  const text = data.subarray(translated + 1);
  return new TextDecoder().decode(data[0] === 1 ? inflateSync(text, { maxOutputLength: largestText }) : text);
}

const largestText = 64 * 1024 * 1024;

function latin1(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
}
