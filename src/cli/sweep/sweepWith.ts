import { join } from 'node:path';
import type { RunEvent } from '../../graph/events.ts';
import { cellValues, type SweepCell } from '../../graph/sweep/cells.ts';
import { createPace } from '../../graph/sweep/pace.ts';
import { type ComputedCell, keyOfCell, runCell, type SweepSetting } from './computeCell.ts';
import { isWhole, keepRecord, type RecordKeeper, recordPath, type SweepRecord, type SweptCell } from './record.ts';
import type { SweepProgress } from './sweepProgress.ts';
import { writeSummaries } from './writeSummaries.ts';

/**
 * Computes the cells that `before` does not have, and writes sheets, table and record of all.
 * What is done is in the record whatever goes wrong after it.
 * @returns the cells, and the paths of what was written about them; undefined when it was cancelled before it was known what
 * `before` has: sheets and table then stay as they are.
 */
export async function sweepWith(
  setting: SweepSetting,
  cells: readonly SweepCell[],
  before: SweepRecord,
  progress: SweepProgress,
): Promise<{ readonly rows: readonly SweptCell[]; readonly files: readonly string[] } | undefined> {
  const { folder, stem } = setting;
  const record = keepRecord(recordPath(folder, stem), before);
  const known = await knownRows(setting, cells, record);
  if (!known) return undefined;
  const rows = await computeAll(setting, known, record, progress);
  const summaries = await writeSummaries(setting, rows, before.summaries);
  await record.finish(summaries);
  return { rows, files: [...summaries.map(({ name }) => join(folder, name)), recordPath(folder, stem)] };
}

/** All cells; those that were not reached have neither a result nor a problem. */
async function computeAll(
  setting: SweepSetting,
  known: readonly SweptCell[],
  record: RecordKeeper,
  progress: SweepProgress,
): Promise<readonly SweptCell[]> {
  const rows = [...known];
  const missing = rows.filter(({ result }) => !result).length;
  const pace = createPace();
  let left = missing;
  progress.begin(setting.axes, rows.length, rows.length - missing);
  const finish = async (index: number, cell: SweepCell, computed: ComputedCell): Promise<void> => {
    if (computed.outcome === 'completed') await record.add(computed.result);
    left--;
    progress.cell(cellValues(setting.axes, cell), computed, pace.left(left));
    rows[index] =
      computed.outcome === 'completed'
        ? { cell, result: computed.result }
        : { cell, problem: `${computed.problem.message} ${computed.problem.remedy}` };
  };
  // Of many nodes at once a bar cannot tell.
  const hear = (event: RunEvent): void => {
    if (setting.atOnce === 1 || event.type === 'finished') progress.event(event);
  };
  const next = rows.entries();
  let last = performance.now();
  let saving: Promise<void> = Promise.resolve();
  const computeMissing = async (): Promise<void> => {
    for (const [index, { cell, result }] of next) {
      if (result) continue;
      if (setting.signal.aborted) break;
      const ran = await runCell(setting, cell, hear);
      if (!ran) break;
      pace.add(performance.now() - last);
      last = performance.now();
      const before = saving;
      saving = before.then(() => ran.save()).then((computed) => finish(index, cell, computed));
      // What goes wrong is thrown where it is waited for.
      saving.catch(() => undefined);
      await before;
    }
  };
  try {
    const computing = Array.from({ length: setting.atOnce }, computeMissing);
    await Promise.allSettled(computing);
    await saving;
    await Promise.all(computing);
  } finally {
    progress.stop();
    await record.save();
  }
  return rows;
}

/**
 * A cell is done when its content key is in the record and its files are as they were written.
 * @returns undefined when it was cancelled.
 */
async function knownRows(
  setting: SweepSetting,
  cells: readonly SweepCell[],
  record: RecordKeeper,
): Promise<readonly SweptCell[] | undefined> {
  if (record.cells.size === 0) return cells.map((cell) => ({ cell }));
  const rows: SweptCell[] = [];
  for (const cell of cells) {
    const key = await keyOfCell(setting, cell);
    if (setting.signal.aborted) return undefined;
    const known = record.cells.get(key ?? '');
    rows.push({ cell, result: known && (await isWhole(setting.folder, known)) ? known : undefined });
  }
  return rows;
}
