import { createHash } from 'node:crypto';
import { type FileHandle, open } from 'node:fs/promises';

/** Bytes that are copied at once. */
const PIECE = 2 ** 20;

/**
 * Copies a file to one that is not there yet, as any new file of this user: who may read the one may not be whom the other is for.
 * @param fault makes an error of what keeps the first from being read
 * @returns sha256 of what was copied.
 */
export async function copyHashed(
  source: FileHandle,
  file: string,
  fault: (thrown: unknown) => Error,
  signal?: AbortSignal,
): Promise<string> {
  const hash = createHash('sha256');
  const buffer = Buffer.allocUnsafe(PIECE);
  const target = await open(file, 'wx');
  try {
    for (;;) {
      signal?.throwIfAborted();
      const { bytesRead } = await source.read(buffer, 0, PIECE).catch((thrown) => {
        throw fault(thrown);
      });
      if (bytesRead === 0) return hash.digest('hex');
      const piece = buffer.subarray(0, bytesRead);
      hash.update(piece);
      await target.writeFile(piece);
    }
  } finally {
    await target.close();
  }
}
