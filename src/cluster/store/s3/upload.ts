import { createHash } from 'node:crypto';
import { createReadStream, openAsBlob } from 'node:fs';
import type { Bucket, SentPart } from './bucket.ts';

export interface Upload {
  readonly file: string;
  /** Bytes of the file. */
  readonly size: number;
  /** Bytes of each part but the last: S3 takes 5 MB to 5 GB, and 10,000 parts. */
  readonly partSize: number;
  /** What the file is said to be: sha256 in hexadecimal digits. */
  readonly hash: string;
}

/**
 * Puts a file into a bucket in parts, each with its own sha256 ("Uploading and copying objects using multipart upload", Amazon S3 User
 * Guide). It appears whole or not at all.
 * @returns false, and leaves nothing, where the file is not what its hash says.
 * @throws what the bucket and the disk throw, and leaves nothing.
 */
export async function uploadInParts(
  bucket: Bucket,
  name: string,
  { file, size, partSize, hash }: Upload,
  signal?: AbortSignal,
): Promise<boolean> {
  const content = await openAsBlob(file);
  const whole = createHash('sha256');
  const upload = await bucket.beginParts(name, signal);
  try {
    const sent: SentPart[] = [];
    for (let start = 0; start < size; start += partSize) {
      const end = Math.min(start + partSize, size);
      const own = createHash('sha256');
      for await (const piece of createReadStream(file, { start, end: end - 1, ...(signal && { signal }) })) {
        own.update(piece);
        whole.update(piece);
      }
      sent.push(await upload.put(sent.length + 1, content.slice(start, end), own.digest('hex'), signal));
    }
    const isSame = whole.digest('hex') === hash;
    if (isSame) await upload.complete(sent);
    else await upload.abandon().catch(() => undefined);
    return isSame;
  } catch (thrown) {
    await upload.abandon().catch(() => undefined);
    signal?.throwIfAborted();
    throw thrown;
  }
}
