import { mkdir, readFile, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import writeFileAtomic from 'write-file-atomic';
import { z } from 'zod';

const schema = z.object({ text: z.string(), savedAs: z.string().nullable() });
export type Autosave = z.output<typeof schema>;

/** One file with the work that was not saved yet. A broken one counts as none. */
export function createAutosave(file: string) {
  return {
    async read(): Promise<Autosave | null> {
      try {
        return schema.parse(JSON.parse(await readFile(file, 'utf8')));
      } catch {
        return null;
      }
    },
    async write(autosave: Autosave): Promise<void> {
      await mkdir(dirname(file), { recursive: true });
      await writeFileAtomic(file, JSON.stringify(autosave));
    },
    async clear(): Promise<void> {
      await rm(file, { force: true });
    },
  };
}
