import { strFromU8, Unzlib } from 'fflate/browser';
import { isPng, type PngChunk, pngChunks } from './pngChunks.ts';

/** Keyword of the text chunk in which a PNG carries the workflow that made it. */
export const workflowKeyword = 'arcspace-workflow';

/** Characters of a text that is unpacked: a packed one could be a bomb. */
const largestText = 64 * 1024 * 1024;

/** The workflow that a PNG carries, as the text of its file; undefined when it carries none, or none that can be read. */
export function workflowIn(bytes: Uint8Array): string | undefined {
  return pngText(bytes, workflowKeyword);
}

/**
 * The text under a keyword in a PNG (PNG specification, 11.3.3): plain, packed or international. A damaged text makes the
 * file a plain picture.
 */
export function pngText(bytes: Uint8Array, keyword: string): string | undefined {
  if (!isPng(bytes)) return undefined;
  for (const chunk of pngChunks(bytes).chunks) {
    const text = textUnder(chunk, keyword);
    if (text !== undefined) return text;
  }
  return undefined;
}

function textUnder({ type, data }: PngChunk, keyword: string): string | undefined {
  if (!['tEXt', 'zTXt', 'iTXt'].includes(type)) return undefined;
  const [name, rest] = cut(data);
  if (rest === undefined || latin1(name) !== keyword) return undefined;
  try {
    if (type === 'tEXt') return latin1(rest);
    return type === 'zTXt' ? latin1(unpacked(rest.subarray(1))) : international(rest);
  } catch {
    return undefined;
  }
}

/** Whether it is packed, how, the language, the keyword in that language, and the text in UTF-8. */
function international(data: Uint8Array): string | undefined {
  const [, afterLanguage] = cut(data.subarray(2));
  const [, text] = afterLanguage ? cut(afterLanguage) : [];
  return text && strFromU8(data[0] === 1 ? unpacked(text) : text);
}

/** The bytes up to the next zero, and what follows it. */
function cut(data: Uint8Array): [Uint8Array, Uint8Array | undefined] {
  const end = data.indexOf(0);
  return end < 0 ? [data, undefined] : [data.subarray(0, end), data.subarray(end + 1)];
}

/** @throws RangeError when the text is too long, or what the unpacker throws when it is damaged. */
function unpacked(data: Uint8Array): Uint8Array {
  const parts: Uint8Array[] = [];
  let length = 0;
  const stream = new Unzlib((part) => {
    length += part.length;
    if (length > largestText) throw new RangeError('the text in the picture is too long');
    parts.push(part);
  });
  for (let at = 0; at < data.length; at += packedAtOnce) {
    stream.push(data.subarray(at, at + packedAtOnce), at + packedAtOnce >= data.length);
  }
  return joined(parts, length);
}

/** So little unpacks to no more than 16 MB. */
const packedAtOnce = 16 * 1024;

function joined(parts: readonly Uint8Array[], length: number): Uint8Array {
  const whole = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

function latin1(bytes: Uint8Array): string {
  return strFromU8(bytes, true);
}
