import { z } from 'zod';
import { readTextFile } from '../files/readTextFile.ts';
import { writeWhole } from '../files/writeWhole.ts';

/** How many bytes of results may lie on the disk, for all programs of this user. */
export interface ResultsBudget {
  read(): Promise<number>;
  /** @throws ArcspaceError where it cannot be written. */
  write(bytes: number): Promise<void>;
}

/** Bytes, while nobody says otherwise. */
export const usualResultsBudget = 2 * 2 ** 30;

const schema = z.object({ budget: z.int().min(0) });

/** @param file where it lies; without it, it is kept for as long as this process. */
export function createResultsBudget(file: string | undefined): ResultsBudget {
  let own = usualResultsBudget;
  return {
    async read() {
      if (file === undefined) return own;
      const text = await readTextFile(file).catch(() => '');
      return parsed(text) ?? usualResultsBudget;
    },
    async write(bytes) {
      own = bytes;
      if (file !== undefined) await writeWhole(file, `${JSON.stringify({ budget: bytes })}\n`);
    },
  };
}

function parsed(text: string): number | undefined {
  try {
    return schema.parse(JSON.parse(text)).budget;
  } catch {
    return undefined;
  }
}
