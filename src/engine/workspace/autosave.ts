import { rm } from 'node:fs/promises';
import { z } from 'zod';
import { readTextFile } from '../files/readTextFile.ts';
import { writeWhole } from '../files/writeWhole.ts';

const schema = z.object({ text: z.string(), savedAs: z.string().nullable() });
export type Autosave = z.output<typeof schema>;

/** One file with the work that was not saved yet. A broken one counts as none. */
export function createAutosave(file: string) {
  return {
    async read(): Promise<Autosave | null> {
      try {
        return schema.parse(JSON.parse(await readTextFile(file)));
      } catch {
        return null;
      }
    },
    async write(autosave: Autosave): Promise<void> {
      await writeWhole(file, JSON.stringify(autosave));
    },
    async clear(): Promise<void> {
      await rm(file, { force: true });
    },
  };
}
