import { ArcspaceError } from './problem.ts';

/** The Encoding standard's decoder, which pages and Node have alike and the ECMAScript library does not type. */
declare const TextDecoder: new (
  encoding: string,
  options?: { fatal: boolean },
) => { decode(bytes: Uint8Array): string };

/**
 * The text of a file: UTF-8 or UTF-16, with or without a byte order mark, which is dropped. Line ends stay as they are.
 * @param name how the message calls the file.
 * @throws ArcspaceError `not-text`, naming the line, when the bytes are no text: nothing is replaced silently.
 */
export function decodeText(bytes: Uint8Array, name: string): string {
  const encoding = encodingOf(bytes);
  if (encoding === 'utf-32') throw notText(name, 'is in UTF-32');
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    throw notText(name, `is not ${encoding.toUpperCase()} text at line ${firstWrongLine(bytes, encoding)}`);
  }
}

type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'utf-32';

/** By the byte order mark, else by where the zeros of a first ASCII character lie (RFC 4627, 3). */
function encodingOf(bytes: Uint8Array): Encoding {
  const [a = 1, b = 1, c = 1, d = 1] = bytes;
  if (a === 0xff && b === 0xfe) return c === 0 && d === 0 ? 'utf-32' : 'utf-16le';
  if (a === 0xfe && b === 0xff) return 'utf-16be';
  if (a === 0 && b === 0) return 'utf-32';
  if (a === 0) return 'utf-16be';
  if (b === 0) return c === 0 && d === 0 ? 'utf-32' : 'utf-16le';
  return 'utf-8';
}

function firstWrongLine(bytes: Uint8Array, encoding: Encoding): number {
  const readable = new TextDecoder(encoding).decode(bytes);
  return readable.slice(0, readable.indexOf('\ufffd')).split('\n').length;
}

function notText(name: string, why: string): ArcspaceError {
  return new ArcspaceError('not-text', `"${name}" ${why}.`, 'Save the file as UTF-8 with a text editor.', {
    file: name,
  });
}
