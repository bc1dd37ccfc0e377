import { createHash, webcrypto } from 'node:crypto';

const sealBytes = 32;

/** Content with its own sum behind it, so that it can be told from half of it. */
export function sealed(content: Uint8Array): Buffer {
  return Buffer.concat([content, sumOf(content)]);
}

/** Whether such content is whole. */
export function isSealed(bytes: Uint8Array): boolean {
  return sumOf(bytes.subarray(0, -sealBytes)).equals(bytes.subarray(-sealBytes));
}

/** `sealed`, summed up in another thread. */
export async function sealedAside(content: Uint8Array): Promise<Buffer> {
  return Buffer.concat([content, await sumAside(content)]);
}

/** What was sealed, summed up in another thread; undefined for what is damaged, cut or something else. */
export async function unsealedAside(bytes: Uint8Array): Promise<Uint8Array | undefined> {
  const content = bytes.subarray(0, -sealBytes);
  return (await sumAside(content)).equals(bytes.subarray(-sealBytes)) ? content : undefined;
}

function sumOf(content: Uint8Array): Buffer {
  return createHash('sha256').update(content).digest();
}

async function sumAside(content: Uint8Array): Promise<Buffer> {
  return Buffer.from(await webcrypto.subtle.digest('SHA-256', content as Uint8Array<ArrayBuffer>));
}
