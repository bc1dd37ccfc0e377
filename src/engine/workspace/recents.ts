import { z } from 'zod';
import type { Entry } from '../../protocol/types.ts';
import { locate, type Places } from '../files/places.ts';
import { readTextFile } from '../files/readTextFile.ts';
import { writeWhole } from '../files/writeWhole.ts';
import { workflowEntry } from './listWorkflows.ts';

const kept = 12;
const schema = z.array(z.string().min(1).max(4096)).max(100);

/** Remembers the workflows that were opened or saved, the latest first. Losing the file loses only the list. */
export function createRecents(file: string) {
  const read = async (): Promise<string[]> => {
    try {
      return schema.parse(JSON.parse(await readTextFile(file)));
    } catch {
      return [];
    }
  };
  return {
    async add(path: string): Promise<void> {
      const paths = [path, ...(await read()).filter((other) => other !== path)].slice(0, kept);
      await writeWhole(file, JSON.stringify(paths));
    },
    /** A workflow has another path now. */
    async replace(path: string, by: string): Promise<void> {
      const before = await read();
      if (!before.includes(path)) return;
      const paths = before.filter((other) => other !== by).map((other) => (other === path ? by : other));
      await writeWhole(file, JSON.stringify(paths));
    },
    /** Those that are still there and may still be opened. */
    async list(places: Places): Promise<Entry[]> {
      const entries = (await read()).map((path) => entryOf(places, path).catch(() => undefined));
      return (await Promise.all(entries)).filter((entry) => entry !== undefined);
    },
  };
}

async function entryOf(places: Places, path: string): Promise<Entry | undefined> {
  return workflowEntry(await locate(places, path), path, 'recent');
}
