import { type FileHandle, open, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { temporaryName } from './temporaryNames.ts';

export type Content = string | Uint8Array;

/** Whose file it is, and who may do what with it. */
interface Owner {
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
}

interface Writing {
  /** The file that it is to replace. */
  readonly like?: Owner | undefined;
  /** Stops it half way. */
  readonly signal?: AbortSignal | undefined;
}

/**
 * Writes content beside its place under a name of its own: every byte of it, onto the disk and not only into a cache. On
 * any failure nothing is left.
 * @returns the path written, to be renamed or linked to its place.
 * @throws what the file system throws.
 */
export async function writeTemporary(folder: string, content: Content, options: Writing = {}): Promise<string> {
  const path = join(folder, temporaryName());
  try {
    await fill(path, typeof content === 'string' ? Buffer.from(content) : content, options);
    return path;
  } catch (thrown) {
    await removeTemporary(path);
    throw thrown;
  }
}

export async function removeTemporary(path: string): Promise<void> {
  await rm(path, { force: true }).catch(() => undefined);
}

async function fill(path: string, bytes: Uint8Array, { like, signal }: Writing): Promise<void> {
  const file = await open(path, 'wx');
  try {
    // Unlike a single write, which a nearly full disk cuts short without an error, this goes on to the last byte.
    await file.writeFile(bytes, { signal });
    if (like) await belongLike(file, like);
    await file.sync();
    const { size } = await file.stat();
    if (size !== bytes.byteLength) throw new Error(`the disk kept only ${size} of ${bytes.byteLength} bytes`);
  } finally {
    await file.close();
  }
}

/** As far as the system allows it: some disks have no permissions, and only an administrator gives files away. */
async function belongLike(file: FileHandle, { mode, uid, gid }: Owner): Promise<void> {
  await file.chown(uid, gid).catch(() => undefined);
  await file.chmod(mode & 0o7777).catch(() => undefined);
}
