import { dirname, join, resolve } from 'node:path';
import { nodeRegistry } from '../../../nodes/index.ts';
import { plan } from '../../graph/plan.ts';
import { ArcspaceError } from '../../graph/problem.ts';
import type { SweepAxis } from '../../graph/sweep/axis.ts';
import { cellValues, type SweepCell, workflowOfCell } from '../../graph/sweep/cells.ts';
import { cellsOf } from '../../graph/sweep/sweep.ts';
import type { Workflow } from '../../graph/workflow/schema.ts';
import { noticeOfDevice } from '../deviceNotice.ts';
import { type ExitCode, exitCodes } from '../exitCodes.ts';
import { type EngineChoices, openEngine } from '../openEngine.ts';
import { checkResultsFolder, requireModels, resultsStem } from '../prepareRun.ts';
import { Problems } from '../reportFailure.ts';
import type { CellRow } from './cellTable.ts';
import { computeCell, keyOfCell, type SweepSetting } from './computeCell.ts';
import { createPace } from './pace.ts';
import { emptyRecord, isWhole, keepRecord, type RecordKeeper, readRecord, type SweepRecord } from './record.ts';
import { type SweepProgress, sweepBar, sweepLines } from './sweepProgress.ts';
import { writeSummaries } from './writeSummaries.ts';

export interface SweepOptions extends EngineChoices {
  readonly out: string;
  readonly resume?: boolean;
  readonly json?: boolean;
}

export interface Sweep {
  readonly file: string;
  readonly workflow: Workflow;
  readonly axes: readonly SweepAxis[];
  /** Folders outside the workspace that the axes name. */
  readonly readable?: readonly string[];
}

/**
 * Computes every combination of the axes in one engine, and writes pictures, sheets, a table and a record of what is done.
 * After Ctrl+C there are sheets and a table of what was done until then.
 */
export async function runSweep(
  { file, workflow, axes, readable = [] }: Sweep,
  options: SweepOptions,
): Promise<ExitCode> {
  const cells = cellsOf(planOf(workflow, axes), axes);
  const folder = resolve(options.out);
  const stem = resultsStem(file);
  const recordPath = join(folder, `${stem}-sweep.json`);
  await checkResultsFolder(options.out);
  const before = await recordBefore(recordPath, options);

  const engine = openEngine({ ...options, output: folder, readable });
  const path = resolve(file);
  engine.allow(dirname(path));
  const stop = new AbortController();
  const cancel = (): void => stop.abort();
  process.once('SIGINT', cancel);
  const setting = { engine, workflow, path, axes, folder, stem, signal: stop.signal };
  const json = options.json === true || !process.stdout.isTTY;
  try {
    await requireModelsOf(setting);
    await noticeOfDevice(engine, options.device);
    const record = keepRecord(recordPath, before);
    const rows = await computeAll(setting, cells, record, json ? sweepLines : sweepBar());
    const summaries = await writeSummaries(setting, rows, before.summaries);
    await record.finish(summaries);
    const paths = [...summaries.map(({ name }) => join(folder, name)), recordPath];
    console.log(json ? JSON.stringify({ type: 'saved', files: paths }) : paths.join('\n'));
    if (stop.signal.aborted) return exitCodes.cancelled;
    return rows.some(({ problem }) => problem !== undefined) ? exitCodes.failed : exitCodes.done;
  } finally {
    process.off('SIGINT', cancel);
    await engine.close();
  }
}

/** What is computed for one cell. @throws Problems when the first cannot run. */
function planOf(workflow: Workflow, axes: readonly SweepAxis[]) {
  const first = workflowOfCell(
    workflow,
    axes,
    axes.map(() => 0),
  );
  const planned = plan(first, nodeRegistry, []);
  if (planned.problems.length > 0) throw new Problems(planned.problems, exitCodes.invalidWorkflow);
  return planned;
}

/** @throws ArcspaceError when the folder has a sweep that nobody asked to go on with. */
async function recordBefore(path: string, { resume = false }: SweepOptions): Promise<SweepRecord> {
  const record = await readRecord(path);
  if (!record || resume) return record ?? emptyRecord;
  throw new ArcspaceError(
    'usage',
    `There is a sweep of this workflow already: "${path}".`,
    'Add --resume to compute only what it does not have, or name another folder with --out.',
  );
}

/** Each model that a value of an axis names is looked for before anything runs. */
async function requireModelsOf({ engine, workflow, axes }: SweepSetting): Promise<void> {
  const first = axes.map(() => 0);
  const choosing = axes.flatMap(({ node, values }, axis) => (namesModels(workflow, node) ? [{ axis, values }] : []));
  const others = choosing.flatMap(({ axis, values }) => values.slice(1).map((_, index) => first.with(axis, index + 1)));
  for (const cell of [first, ...others]) await requireModels(engine, workflowOfCell(workflow, axes, cell));
}

function namesModels({ nodes }: Workflow, id: string): boolean {
  const definition = nodeRegistry.get(nodes.find((node) => node.id === id)?.type ?? '');
  return Boolean(definition?.usesModels ?? definition?.usesParts ?? definition?.usesLoras);
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
  for (const [index, { cell, result }] of rows.entries()) {
    if (result) continue;
    if (setting.signal.aborted) break;
    const begun = performance.now();
    const computed = await computeCell(setting, cell, progress.event);
    if (computed.outcome === 'cancelled') break;
    if (computed.outcome === 'completed') await record.add(computed.result);
    pace.add(performance.now() - begun);
    left--;
    progress.cell(cellValues(setting.axes, cell), computed, pace.left(left));
    rows[index] =
      computed.outcome === 'completed'
        ? { cell, result: computed.result }
        : { cell, problem: `${computed.problem.message} ${computed.problem.remedy}` };
  }
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
