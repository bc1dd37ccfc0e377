import { createHash } from 'node:crypto';
import type { FileHandle } from 'node:fs/promises';
import { z } from 'zod';
import { openRegularFile } from './readRegularFile.ts';
import { readTextFile } from './readTextFile.ts';
import { writeWhole } from './writeWhole.ts';

/** sha256 of files, remembered by path, size and times of change, in memory and between runs. */
export interface Hasher {
  /**
   * Lower-case hexadecimal.
   * @param shown how messages call the file.
   * @throws ArcspaceError `missing-file` or `unreadable-file`.
   */
  hash(file: string, shown?: string): Promise<string>;
  /** The same where it costs next to nothing: of a small file, or of one that was hashed before. Undefined otherwise. */
  known(file: string): Promise<string | undefined>;
}

const storedSchema = z.record(z.string(), z.object({ stamp: z.string(), hash: z.string().regex(/^[0-9a-f]{64}$/) }));
type Stored = z.output<typeof storedSchema>;

/** Bytes. */
const pieceRead = 1024 * 1024;

/** Bytes. Hashing is worth a note on disk only where it takes time. */
const worthKeeping = 1_000_000;

/** @param cacheFile where hashes of large files are kept between runs; losing it only costs time. */
export function createHasher(cacheFile?: string): Hasher {
  const memory = new Map<string, { stamp: string; hash: Promise<string> }>();
  const done = new Map<string, { stamp: string; hash: string }>();
  const stored = cacheFile ? readStored(cacheFile) : Promise.resolve<Stored>({});

  async function keep(file: string, stamp: string, hash: string): Promise<void> {
    const all = await stored;
    all[file] = { stamp, hash };
    if (cacheFile) await writeWhole(cacheFile, JSON.stringify(all));
  }

  async function compute(file: string, handle: FileHandle, { stamp, size }: Stamp): Promise<string> {
    const known = (await stored)[file];
    if (known?.stamp === stamp) return known.hash;
    const hash = await sha256(handle);
    if (size >= worthKeeping) await keep(file, stamp, hash).catch(() => undefined);
    return hash;
  }

  function hashOf(file: string, handle: FileHandle, stamp: Stamp): Promise<string> {
    const known = memory.get(file);
    if (known?.stamp === stamp.stamp) return known.hash;
    const hash = compute(file, handle, stamp);
    memory.set(file, { stamp: stamp.stamp, hash });
    hash.then(
      (known) => done.set(file, { stamp: stamp.stamp, hash: known }),
      () => memory.delete(file),
    );
    return hash;
  }

  async function opened<T>(file: string, shown: string, look: (handle: FileHandle) => Promise<T>): Promise<T> {
    const handle = await openRegularFile(file, shown);
    try {
      return await look(handle);
    } finally {
      await handle.close();
    }
  }

  return {
    hash: (file, shown = file) => opened(file, shown, async (handle) => hashOf(file, handle, await stampOf(handle))),
    known: (file) =>
      opened(file, file, async (handle) => {
        const stamp = await stampOf(handle);
        if (stamp.size < worthKeeping) return hashOf(file, handle, stamp);
        const hashed = [done.get(file), (await stored)[file]];
        return hashed.find((known) => known?.stamp === stamp.stamp)?.hash;
      }),
  };
}

interface Stamp {
  /** Another one means other content. */
  readonly stamp: string;
  readonly size: number;
}

async function stampOf(handle: FileHandle): Promise<Stamp> {
  const { size, mtimeMs, ctimeMs } = await handle.stat();
  // Copying and synchronising programs set the first time to what it was elsewhere; the second one is the system's own.
  return { stamp: `${size}:${mtimeMs}:${ctimeMs}`, size };
}

async function readStored(file: string): Promise<Stored> {
  try {
    return storedSchema.parse(JSON.parse(await readTextFile(file)));
  } catch {
    return {};
  }
}

async function sha256(handle: FileHandle): Promise<string> {
  const hash = createHash('sha256');
  const buffer = Buffer.allocUnsafe(pieceRead);
  for (let read = -1; read !== 0; ) {
    read = (await handle.read(buffer, 0, buffer.length)).bytesRead;
    hash.update(buffer.subarray(0, read));
  }
  return hash.digest('hex');
}

/** One hash of many named hashes; the order of the names does not matter. */
export function combineHashes(hashes: Readonly<Record<string, string>>): string {
  const lines = Object.entries(hashes).map(([name, hash]) => `${name}\0${hash}\n`);
  return createHash('sha256').update(lines.sort().join('')).digest('hex');
}
