import { rm, stat } from 'node:fs/promises';
import { z } from 'zod';
import type { Autosave } from '../../protocol/autosave.ts';
import { readTextFile } from '../files/readTextFile.ts';

const schema = z.object({ text: z.string(), savedAs: z.string().nullable() });
const named = z.object({ name: z.string().max(1000) }).catch({ name: 'Untitled' });

/**
 * Arcspace 0.1 kept the unsaved work of all windows in one file.
 * @param keep writes it among the others; only then the file goes.
 */
export async function adoptEarlierAutosave(file: string, keep: (work: Autosave) => Promise<unknown>): Promise<void> {
  try {
    const { mtimeMs } = await stat(file);
    const { text, savedAs } = schema.parse(JSON.parse(await readTextFile(file)));
    const { name } = named.parse(JSON.parse(text));
    const key = { window: 'earlier', document: 'earlier' };
    await keep({ ...key, name, time: mtimeMs, text, savedAs, origin: savedAs, picture: null });
    await rm(file);
  } catch {
    // There is none, or it holds nothing that could be continued.
  }
}
