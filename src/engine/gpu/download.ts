import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { diskFault } from '../../graph/diskFault.ts';
import { ArcspaceError } from '../../graph/problem.ts';
import { unwritable } from '../files/unwritable.ts';
import { type Fetch, get, type PackageAddress, unreachable } from './packageSource.ts';

export interface DownloadProgress {
  readonly received: number;
  /** Absent where the source does not say. */
  readonly total?: number;
}

/**
 * Downloads a package to a file and compares its checksum.
 * @throws ArcspaceError when the connection breaks, the disk is full or the checksum differs.
 */
export async function download(
  address: PackageAddress,
  file: string,
  fetch: Fetch,
  signal: AbortSignal,
  onProgress: (progress: DownloadProgress) => void,
): Promise<void> {
  const response = await get(address.url, fetch, signal);
  if (!response.body) throw unreachable(address.url, 'it sent nothing');
  const total = address.bytes ?? (Number(response.headers.get('content-length')) || undefined);
  const hash = createHash('sha512');
  let received = 0;
  const watch = new Transform({
    transform(chunk: Uint8Array, _encoding, done) {
      hash.update(chunk);
      received += chunk.length;
      onProgress({ received, ...(total !== undefined && { total }) });
      done(null, chunk);
    },
  });
  const body = Readable.fromWeb(response.body as Parameters<typeof Readable.fromWeb>[0]);
  await pipeline(body, watch, createWriteStream(file), { signal }).catch((thrown) => {
    signal.throwIfAborted();
    throw diskFault(thrown, file)
      ? unwritable(file, thrown)
      : unreachable(address.url, `the download was interrupted (${thrown.message})`);
  });
  if (hash.digest('base64') !== address.sha512) throw wrongChecksum(address.url);
}

function wrongChecksum(url: string): ArcspaceError {
  return new ArcspaceError(
    'wrong-checksum',
    `What came from ${new URL(url).host} is not what its publisher made: the SHA-512 checksum differs. It was thrown away.`,
    'Try again. If it happens again, something on the way changes downloads: use another network.',
  );
}
