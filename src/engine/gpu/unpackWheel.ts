import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { rename } from 'node:fs/promises';
import { join } from 'node:path';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { type Entry, openPromise, type ZipFile } from 'yauzl';
import { ArcspaceError } from '../../graph/problem.ts';
import { temporaryName } from '../files/temporaryNames.ts';
import { removeTemporary } from '../files/writeTemporary.ts';
import type { Wheel } from './lock.ts';

type WheelFile = Wheel['files'][number];

/**
 * Takes files out of a wheel, a piece at a time. Each gets its name when all of it is on the disk and is what the lock says.
 * @param told is told the name of each before it comes.
 * @throws ArcspaceError where the wheel holds something else; what the file system throws.
 */
export async function unpackWheel(
  wheel: string,
  files: readonly WheelFile[],
  folder: string,
  told: (name: string) => void,
  signal?: AbortSignal,
): Promise<void> {
  const wanted = new Map(files.map((file) => [file.path, file]));
  const zip = await openPromise(wheel).catch((thrown) => {
    throw strangeWheel(wheel, thrown instanceof Error ? thrown.message : String(thrown));
  });
  try {
    for await (const entry of zip.eachEntry()) {
      const file = wanted.get(entry.fileName);
      if (!file) continue;
      told(file.name);
      await unpackFile(zip, entry, file, folder, signal);
      wanted.delete(file.path);
    }
  } finally {
    zip.close();
  }
  const [missing] = wanted.keys();
  if (missing !== undefined) throw strangeWheel(wheel, `it holds no ${missing}`);
}

async function unpackFile(
  zip: ZipFile,
  entry: Entry,
  file: WheelFile,
  folder: string,
  signal: AbortSignal | undefined,
): Promise<void> {
  const temporary = join(folder, temporaryName());
  const hash = createHash('sha256');
  const watch = new Transform({
    transform(chunk, _, done) {
      hash.update(chunk);
      done(null, chunk);
    },
  });
  try {
    const out = createWriteStream(temporary, { flags: 'wx', flush: true });
    await pipeline(await zip.openReadStreamPromise(entry), watch, out, { ...(signal && { signal }) });
    if (hash.digest('hex') !== file.sha256) throw strangeWheel(file.name, 'its checksum is wrong');
    await rename(temporary, join(folder, file.name));
  } finally {
    await removeTemporary(temporary);
  }
}

function strangeWheel(file: string, why: string): ArcspaceError {
  return new ArcspaceError(
    'wrong-checksum',
    `${file} cannot be unpacked: ${why}.`,
    'Run "arcspace gpu install --repair". If it happens again, check the disk.',
    { file },
  );
}
