import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, readFile, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { pipeline } from 'node:stream/promises';
import writeFileAtomic from 'write-file-atomic';
import { z } from 'zod';

/** sha256 of files, remembered by path, size and time of change, in memory and between runs. */
export interface Hasher {
  /** Lower-case hexadecimal. Throws what the file system throws. */
  hash(file: string): Promise<string>;
}

const storedSchema = z.record(z.string(), z.object({ stamp: z.string(), hash: z.string().regex(/^[0-9a-f]{64}$/) }));
type Stored = z.output<typeof storedSchema>;

/** Hashing is worth a note on disk only where it takes time. */
const worthKeeping = 1_000_000;

/** @param cacheFile where hashes of large files are kept between runs; losing it only costs time. */
export function createHasher(cacheFile?: string): Hasher {
  const memory = new Map<string, { stamp: string; hash: Promise<string> }>();
  const stored = cacheFile ? readStored(cacheFile) : Promise.resolve<Stored>({});

  async function keep(file: string, stamp: string, hash: string): Promise<void> {
    const all = await stored;
    all[file] = { stamp, hash };
    if (!cacheFile) return;
    await mkdir(dirname(cacheFile), { recursive: true });
    await writeFileAtomic(cacheFile, JSON.stringify(all));
  }

  async function compute(file: string, stamp: string, size: number): Promise<string> {
    const known = (await stored)[file];
    if (known?.stamp === stamp) return known.hash;
    const hash = await sha256(file);
    if (size >= worthKeeping) await keep(file, stamp, hash).catch(() => undefined);
    return hash;
  }

  return {
    async hash(file) {
      const { size, mtimeMs } = await stat(file);
      const stamp = `${size}:${mtimeMs}`;
      const known = memory.get(file);
      if (known?.stamp === stamp) return known.hash;
      const hash = compute(file, stamp, size);
      memory.set(file, { stamp, hash });
      hash.catch(() => memory.delete(file));
      return hash;
    },
  };
}

async function readStored(file: string): Promise<Stored> {
  const text = await readFile(file, 'utf8').catch(() => '{}');
  try {
    return storedSchema.parse(JSON.parse(text));
  } catch {
    return {};
  }
}

async function sha256(file: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(file), hash);
  return hash.digest('hex');
}

/** One hash of many named hashes; the order of the names does not matter. */
export function combineHashes(hashes: Readonly<Record<string, string>>): string {
  const lines = Object.entries(hashes).map(([name, hash]) => `${name}\0${hash}\n`);
  return createHash('sha256').update(lines.sort().join('')).digest('hex');
}
