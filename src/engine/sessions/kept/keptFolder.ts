import { readdir, rm, stat, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { readRegularFile } from '../../files/readRegularFile.ts';
import { sealed, unsealed } from '../../files/sealed.ts';
import { writeWhole } from '../../files/writeWhole.ts';

/** Files that only save time: any of them may go at any moment, and what fails is as if nothing had been kept. */
export interface KeptFolder {
  /** What was kept under a name; what is damaged is thrown away. */
  read(name: string): Promise<Uint8Array | undefined>;
  /** @throws ArcspaceError where nothing can be written. */
  write(name: string, content: Uint8Array): Promise<void>;
  remove(name: string): Promise<void>;
  /** Bytes of all of it. */
  size(): Promise<number>;
}

const extension = '.kept';

/** @param budget bytes, above which those that were not used for longest go. */
export function keptFolder(folder: string, budget: number): KeptFolder {
  const fileOf = (name: string) => join(folder, name + extension);
  const removeFile = (file: string) => rm(file, { force: true, recursive: true }).catch(() => undefined);

  async function shrink(): Promise<void> {
    let excess = -budget;
    const files = await filesIn(folder);
    for (const { bytes } of files) excess += bytes;
    for (const { file, bytes } of files.sort((one, other) => one.used - other.used)) {
      if (excess <= 0) return;
      await removeFile(file);
      excess -= bytes;
    }
  }

  return {
    async read(name) {
      const file = fileOf(name);
      const bytes = await readRegularFile(file).catch(() => undefined);
      const content = bytes && unsealed(bytes);
      if (!content) await removeFile(file);
      // The time of the last change says when it was last used: that of the last reading is not kept on most disks.
      else await utimes(file, new Date(), new Date()).catch(() => undefined);
      return content;
    },
    async write(name, content) {
      await writeWhole(fileOf(name), sealed(content));
      await shrink();
    },
    remove: (name) => removeFile(fileOf(name)),
    size: async () => (await filesIn(folder)).reduce((sum, { bytes }) => sum + bytes, 0),
  };
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
