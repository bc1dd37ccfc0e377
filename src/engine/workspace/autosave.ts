import { readdir, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { type Autosave, type AutosaveKey, autosaveSchema, beyondLimits } from '../../protocol/autosave.ts';
import { readTextFile } from '../files/readTextFile.ts';
import { writeWhole } from '../files/writeWhole.ts';
import { adoptEarlierAutosave } from './earlierAutosave.ts';

/** A folder with the work that was not saved yet: a file for each workflow of each window. A broken one counts as none. */
export function createAutosaves(folder: string) {
  const fileOf = ({ window, document }: AutosaveKey) => join(folder, `${window}.${document}.json`);

  const files = async (): Promise<string[]> => {
    const names = await readdir(folder).catch(() => []);
    return names.filter((name) => name.endsWith('.json')).map((name) => join(folder, name));
  };
  const dropOldest = async (newest: string): Promise<Autosave[]> => {
    const sizes = await Promise.all((await files()).map(sizeOf));
    const all = sizes.filter((each) => each !== undefined);
    const beyond = beyondLimits(all, ({ file }) => file === newest);
    const dropped = await Promise.all(beyond.map(({ file }) => read(file)));
    await Promise.all(beyond.map(({ file }) => rm(file, { force: true })));
    return dropped.filter((each) => each !== undefined);
  };

  const put = (autosave: Autosave) => writeWhole(fileOf(autosave), JSON.stringify(autosave));

  return {
    /** The newest first. */
    async list(): Promise<readonly Autosave[]> {
      await adoptEarlierAutosave(join(dirname(folder), 'autosave.json'), put);
      const all = await Promise.all((await files()).map(read));
      return all.filter((each) => each !== undefined).sort((one, other) => other.time - one.time);
    },
    /** @returns what was dropped to stay within the limits. */
    async write(autosave: Autosave): Promise<readonly Autosave[]> {
      await put(autosave);
      return dropOldest(fileOf(autosave));
    },
    async clear(key: AutosaveKey): Promise<void> {
      await rm(fileOf(key), { force: true });
    },
  };
}

async function read(file: string): Promise<Autosave | undefined> {
  try {
    return autosaveSchema.parse(JSON.parse(await readTextFile(file)));
  } catch {
    return undefined;
  }
}

async function sizeOf(file: string) {
  const stats = await stat(file).catch(() => undefined);
  return stats && { file, time: stats.mtimeMs, bytes: stats.size };
}
