import { join } from 'node:path';
import { cellValues, type SweepCell } from '../../graph/sweep/cells.ts';
import { createPace } from '../../graph/sweep/pace.ts';
import type { CellRow } from './cellTable.ts';
import { type ComputedCell, keyOfCell, runCell, type SweepSetting } from './computeCell.ts';
import { isWhole, keepRecord, type RecordKeeper, recordPath, type SweepRecord } from './record.ts';
import type { SweepProgress } from './sweepProgress.ts';
import { writeSummaries } from './writeSummaries.ts';

/**
 * Computes the cells that `before` does not have, and writes sheets, table and record of all.
 * @returns the cells, and the paths of what was written about them.
 */
export async function sweepWith(
  setting: SweepSetting,
  cells: readonly SweepCell[],
  before: SweepRecord,
  progress: SweepProgress,
): Promise<{ readonly rows: readonly CellRow[]; readonly files: readonly string[] }> {
  const { folder, stem } = setting;
  const record = keepRecord(recordPath(folder, stem), before);
  const rows = await computeAll(setting, cells, record, progress);
  const summaries = await writeSummaries(setting, rows, before.summaries);
  await record.finish(summaries);
  return { rows, files: [...summaries.map(({ name }) => join(folder, name)), recordPath(folder, stem)] };
}

/** All cells; those that were not reached have neither a result nor a problem. */
async function computeAll(
  setting: SweepSetting,
  cells: readonly SweepCell[],
  record: RecordKeeper,
  progress: SweepProgress,
): Promise<CellRow[]> {
  const rows = await knownRows(setting, cells, record);
  const missing = rows.filter(({ result }) => !result).length;
  const pace = createPace();
  let left = missing;
  progress.begin(setting.axes, cells.length, cells.length - missing);
  const finish = async (index: number, cell: SweepCell, computed: ComputedCell): Promise<void> => {
    if (computed.outcome === 'completed') await record.add(computed.result);
    left--;
    progress.cell(cellValues(setting.axes, cell), computed, pace.left(left));
    rows[index] =
      computed.outcome === 'completed'
        ? { cell, result: computed.result }
        : { cell, problem: `${computed.problem.message} ${computed.problem.remedy}` };
  };
  let saving: Promise<void> = Promise.resolve();
  for (const [index, { cell, result }] of rows.entries()) {
    if (result) continue;
    if (setting.signal.aborted) break;
    const begun = performance.now();
    const ran = await runCell(setting, cell, progress.event);
    await saving;
    if (!ran) break;
    pace.add(performance.now() - begun);
    saving = ran.save().then((computed) => finish(index, cell, computed));
    // What goes wrong is thrown where it is waited for.
    saving.catch(() => undefined);
  }
  await saving;
  progress.stop();
  return rows;
}

/** A cell is done when its content key is in the record and its files are as they were written. */
async function knownRows(setting: SweepSetting, cells: readonly SweepCell[], record: RecordKeeper): Promise<CellRow[]> {
  if (record.cells.size === 0) return cells.map((cell) => ({ cell }));
  const rows: CellRow[] = [];
  for (const cell of cells) {
    const known = record.cells.get((await keyOfCell(setting, cell)) ?? '');
    rows.push({ cell, result: known && (await isWhole(setting.folder, known)) ? known : undefined });
  }
  return rows;
}
