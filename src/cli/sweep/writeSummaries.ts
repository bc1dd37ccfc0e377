import { basename, join } from 'node:path';
import { readRegularFile } from '../../engine/files/readRegularFile.ts';
import { sha256 } from '../../engine/files/sha256.ts';
import { writeNew } from '../../engine/files/writeNew.ts';
import { writeWhole } from '../../engine/files/writeWhole.ts';
import { portableName } from '../../graph/portableName.ts';
import { cellTable } from '../../graph/sweep/cellTable.ts';
import { tableCsv } from '../../plots/csv.ts';
import type { SweepSetting } from './computeCell.ts';
import { drawSheets } from './drawSheets.ts';
import type { SweepRecord, SweptCell } from './record.ts';

type Summaries = SweepRecord['summaries'];

/**
 * Writes the table and the sheets of a sweep. Those that an earlier run of it wrote are replaced, other files never.
 * @returns what was written.
 */
export async function writeSummaries(
  { workflow, axes, folder, stem }: SweepSetting,
  rows: readonly SweptCell[],
  before: Summaries,
): Promise<Summaries> {
  const write = async (name: string, bytes: Uint8Array) => ({
    name: await writeOwn(folder, portableName(name), bytes, before),
    sha256: sha256(bytes),
  });
  const csv = new TextEncoder().encode(tableCsv(cellTable(axes, rows)));
  const written = [await write(`${stem}-sweep.csv`, csv)];
  for await (const { ending, png } of drawSheets({ title: workflow.name, axes, rows, folder })) {
    written.push(await write(`${stem}-sheet${ending}.png`, png));
  }
  return written;
}

/** @returns the name that it has. */
async function writeOwn(folder: string, name: string, bytes: Uint8Array, before: Summaries): Promise<string> {
  const path = join(folder, name);
  const present = await readRegularFile(path).catch(() => undefined);
  const own = present && before.some((file) => file.name === name && file.sha256 === sha256(present));
  if (!own) return basename(await writeNew(path, bytes));
  await writeWhole(path, bytes);
  return name;
}
