import { createHash, type Hash } from 'node:crypto';
import { type FileHandle, open } from 'node:fs/promises';
import type { RemoteFile } from './remoteFile.ts';

/** A file that is being fetched: what is on the disk, and the checksum of that. */
export interface PartialFile {
  readonly received: number;
  /** Onto the disk's end of it. */
  append(chunk: Uint8Array): Promise<void>;
  /** Whether all of it is there, and is what it should be. */
  isRight(): boolean;
  /** From the first byte again. */
  empty(): Promise<void>;
  /** Sure to be on the disk afterwards. */
  sync(): Promise<void>;
  close(): Promise<void>;
}

/**
 * Opens what an earlier try has left of a file, or begins one.
 * @throws what the file system throws.
 */
export async function openPartial(path: string, file: RemoteFile): Promise<PartialFile> {
  const handle = await open(path, 'a+');
  try {
    return await continued(handle, file);
  } catch (thrown) {
    await handle.close();
    throw thrown;
  }
}

async function continued(handle: FileHandle, file: RemoteFile): Promise<PartialFile> {
  let hash = hashFor(file);
  let received = 0;
  const empty = async () => {
    await handle.truncate(0);
    hash = hashFor(file);
    received = 0;
  };
  const { size } = await handle.stat();
  if (size > file.bytes) await empty();
  else received = await hashInto(hash, handle, size);
  return {
    get received() {
      return received;
    },
    async append(chunk) {
      await handle.writeFile(chunk);
      hash.update(chunk);
      received += chunk.length;
    },
    isRight: () => received === file.bytes && hash.copy().digest('hex') === file.checksum.value,
    empty,
    sync: () => handle.sync(),
    close: () => handle.close(),
  };
}

/** Git hashes the size along with the bytes. */
function hashFor({ checksum, bytes }: RemoteFile): Hash {
  return checksum.kind === 'sha256' ? createHash('sha256') : createHash('sha1').update(`blob ${bytes}\0`);
}

const piece = 1024 * 1024;

async function hashInto(hash: Hash, handle: FileHandle, size: number): Promise<number> {
  const buffer = new Uint8Array(piece);
  let read = 0;
  while (read < size) {
    const { bytesRead } = await handle.read(buffer, 0, Math.min(piece, size - read), read);
    if (bytesRead === 0) break;
    hash.update(buffer.subarray(0, bytesRead));
    read += bytesRead;
  }
  return read;
}
