import { createHash } from 'node:crypto';

const sealBytes = 32;

/** Content with its own sum behind it, so that it can be told from half of it. */
export function sealed(content: Uint8Array): Buffer {
  return Buffer.concat([content, sumOf(content)]);
}

/** What was sealed; undefined for what is damaged, cut or something else. */
export function unsealed(bytes: Uint8Array): Uint8Array | undefined {
  const content = bytes.subarray(0, -sealBytes);
  return sumOf(content).equals(bytes.subarray(-sealBytes)) ? content : undefined;
}

/** Whether such content is whole. */
export function isSealed(bytes: Uint8Array): boolean {
  return unsealed(bytes) !== undefined;
}

function sumOf(content: Uint8Array): Buffer {
  return createHash('sha256').update(content).digest();
}
