/** What a value keeps in memory. Buffers are told apart, because several values may look at the same one. */
export interface Held {
  /** The whole memory behind every array, however little of it an array shows. */
  readonly buffers: ReadonlySet<ArrayBufferLike>;
  /** Bytes of all the rest: objects, numbers and texts, about as V8 keeps them. */
  readonly bytes: number;
}

const OBJECT = 32;
const ELEMENT = 8;

/**
 * Walks all that a value is made of. Functions are not looked into: what opens a file or a network when it is asked holds
 * neither, and sessions have a budget of their own.
 */
export function heldBy(value: unknown): Held {
  const buffers = new Set<ArrayBufferLike>();
  const seen = new Set<object>();
  const pending: unknown[] = [value];
  let bytes = 0;
  while (pending.length > 0) {
    const next = pending.pop();
    bytes += ELEMENT;
    if (typeof next === 'string') bytes += bytesOfText(next);
    if (typeof next !== 'object' || next === null || seen.has(next)) continue;
    seen.add(next);
    bytes += OBJECT;
    if (ArrayBuffer.isView(next)) buffers.add(next.buffer);
    else for (const part of partsOf(next)) pending.push(part);
  }
  return { buffers, bytes };
}

function partsOf(value: object): Iterable<unknown> {
  if (value instanceof Map) return [...value].flat();
  return value instanceof Set || Array.isArray(value) ? value : Object.values(value);
}

const NOT_LATIN = /[^\0-\u00ff]/;

/** V8 keeps a text in one byte a character while all of them are Latin-1. */
function bytesOfText(text: string): number {
  return NOT_LATIN.test(text) ? 2 * text.length : text.length;
}
