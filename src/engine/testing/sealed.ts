import { createHash } from 'node:crypto';

const sealBytes = 32;

/** Content with its own sum behind it, so that it can be told from half of it. */
export function sealed(content: Uint8Array): Buffer {
  return Buffer.concat([content, sumOf(content)]);
}

/** Whether such content is whole. */
export function isSealed(bytes: Uint8Array): boolean {
  return sumOf(bytes.subarray(0, -sealBytes)).equals(bytes.subarray(-sealBytes));
}

function sumOf(content: Uint8Array): Buffer {
  return createHash('sha256').update(content).digest();
}
