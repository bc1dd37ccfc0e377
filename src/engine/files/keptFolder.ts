import { chmod, readdir, rm, stat, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { ArcspaceError } from '../../graph/problem.ts';
import { makeFolder } from './makeFolder.ts';
import { readRegularFile } from './readRegularFile.ts';
import { sealedAside, unsealedAside } from './sealed.ts';
import { writeWhole } from './writeWhole.ts';

/** Files that only save time: any of them may go at any moment, and what fails is as if nothing had been kept. */
export interface KeptFolder {
  /** What was kept under a name; what is damaged is thrown away. */
  read(name: string): Promise<Uint8Array | undefined>;
  /** @throws ArcspaceError where nothing can be written. */
  write(name: string, content: Uint8Array): Promise<void>;
  remove(name: string): Promise<void>;
  /** Throws away what is beyond the budget. */
  shrink(): Promise<void>;
  /** Throws away all. */
  clear(): Promise<void>;
  /** Bytes of all of it. */
  size(): Promise<number>;
}

export interface KeptFolderOptions {
  /** Bytes, above which those that were not used for longest go. */
  readonly budget: () => Promise<number>;
  /** Whether nobody but this user may look into it. */
  readonly secluded?: boolean;
}

const extension = '.kept';

/** Other processes write too: after so many own files all are counted anew. */
const countedEach = 64;

export function keptFolder(folder: string, { budget, secluded = false }: KeptFolderOptions): KeptFolder {
  const fileOf = (name: string) => join(folder, name + extension);
  const removeFile = (file: string) => rm(file, { force: true, recursive: true }).catch(() => undefined);
  let counted = { bytes: Number.POSITIVE_INFINITY, since: 0 };

  async function shrink(): Promise<void> {
    const most = await budget();
    const files = await filesIn(folder);
    let total = files.reduce((sum, { bytes }) => sum + bytes, 0);
    // A little more than must be, so that not each file that follows is one too many.
    const goal = total > most ? most - most / 16 : most;
    for (const { file, bytes } of files.sort((one, other) => one.used - other.used)) {
      if (total <= goal) break;
      await removeFile(file);
      total -= bytes;
    }
    counted = { bytes: total, since: 0 };
  }

  async function open(): Promise<void> {
    if (!secluded) return;
    await makeFolder(folder);
    await chmod(folder, 0o700);
  }

  return {
    async read(name) {
      const file = fileOf(name);
      const bytes = await readRegularFile(file).catch(unlessMissing);
      if (!bytes) return undefined;
      const content = await unsealedAside(bytes);
      if (!content) await removeFile(file);
      // The time of the last change says when it was last used: that of the last reading is not kept on most disks.
      else await utimes(file, new Date(), new Date()).catch(() => undefined);
      return content;
    },
    async write(name, content) {
      await open();
      const bytes = await sealedAside(content);
      await writeWhole(fileOf(name), bytes);
      counted = { bytes: counted.bytes + bytes.byteLength, since: counted.since + 1 };
      if (counted.since >= countedEach || counted.bytes > (await budget())) await shrink();
    },
    remove: (name) => removeFile(fileOf(name)),
    shrink,
    async clear() {
      for (const { file } of await filesIn(folder)) await removeFile(file);
      counted = { bytes: 0, since: 0 };
    },
    size: async () => (await filesIn(folder)).reduce((sum, { bytes }) => sum + bytes, 0),
  };
}

/** What is there and cannot be read counts as damaged. */
function unlessMissing(thrown: unknown): Uint8Array | undefined {
  return thrown instanceof ArcspaceError && thrown.code === 'missing-file' ? undefined : new Uint8Array();
}

async function filesIn(folder: string) {
  const names = (await readdir(folder).catch(() => [])).filter((name) => name.endsWith(extension));
  const files = names.map(async (name) => {
    const file = join(folder, name);
    const found = await stat(file).catch(() => undefined);
    return found ? [{ file, bytes: found.size, used: found.mtimeMs }] : [];
  });
  return (await Promise.all(files)).flat();
}
