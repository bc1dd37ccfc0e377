import { resolve } from 'node:path';
import { writeWhole } from '../engine/files/writeWhole.ts';
import { ArcspaceError } from '../graph/problem.ts';

/** Writes what was made of a file, and never over that file. @throws ArcspaceError */
export async function writeBeside(file: string, out: string, text: string): Promise<void> {
  if (resolve(file) === resolve(out)) {
    throw new ArcspaceError('usage', `${out} is the file that was read.`, 'Name another file with --out.');
  }
  await writeWhole(resolve(out), text);
}
