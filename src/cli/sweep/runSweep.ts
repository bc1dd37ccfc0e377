import { dirname, resolve } from 'node:path';
import { nodeRegistry } from '../../../nodes/index.ts';
import type { Engine } from '../../engine/createEngine.ts';
import type { Plan } from '../../graph/plan.ts';
import { ArcspaceError } from '../../graph/problem.ts';
import type { SweepAxis } from '../../graph/sweep/axis.ts';
import { workflowOfCell } from '../../graph/sweep/cells.ts';
import { cellsOf } from '../../graph/sweep/sweep.ts';
import { cellsByChoice, sweepPlan } from '../../graph/sweep/sweepPlan.ts';
import type { Workflow } from '../../graph/workflow/schema.ts';
import { noticeOfDevice } from '../deviceNotice.ts';
import { type ExitCode, exitCodes } from '../exitCodes.ts';
import { type EngineChoices, openEngine } from '../openEngine.ts';
import { openRunner, type QueueChoices, type Runner } from '../openRunner.ts';
import { checkResultsFolder, requireModels, resultsStem } from '../prepareRun.ts';
import { Problems } from '../reportFailure.ts';
import { computedBy } from './computedBy.ts';
import { emptyRecord, readRecord, recordPath, type SweepRecord } from './record.ts';
import { sweepBar, sweepLines } from './sweepProgress.ts';
import { sweepWith } from './sweepWith.ts';

export interface SweepOptions extends EngineChoices, QueueChoices {
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
 * Computes every combination of the axes in one engine or on a queue, and writes pictures, sheets, a table and a record of what is done.
 * After Ctrl+C there are sheets and a table of what was done until then.
 */
export async function runSweep(
  { file, workflow, axes, readable = [] }: Sweep,
  options: SweepOptions,
): Promise<ExitCode> {
  const cells = cellsOf(planOf(workflow, axes), axes);
  const folder = resolve(options.out);
  const stem = resultsStem(file);
  await checkResultsFolder(options.out);
  const before = await recordBefore(recordPath(folder, stem), options);

  const engine = openEngine({ ...options, output: folder, readable, keepsPictures: true });
  const path = resolve(file);
  engine.allow(dirname(path));
  const stop = new AbortController();
  const cancel = (): void => stop.abort();
  process.on('SIGINT', cancel);
  const json = options.json === true || !process.stdout.isTTY;
  let runner: Runner | undefined;
  try {
    runner = await openRunner(engine, options, folder);
    if (!runner.elsewhere) {
      await requireModelsOf(engine, workflow, axes);
      await noticeOfDevice(engine, options.device);
    }
    const own = { workflow, path, axes, folder, stem, signal: stop.signal };
    const setting = { ...own, ...computedBy(runner, engine, stop.signal) };
    const swept = await sweepWith(setting, cells, before, json ? sweepLines : sweepBar());
    if (!swept) return exitCodes.cancelled;
    const { rows, files } = swept;
    console.log(json ? JSON.stringify({ type: 'saved', files }) : files.join('\n'));
    if (stop.signal.aborted) return exitCodes.cancelled;
    return rows.some(({ problem }) => problem !== undefined) ? exitCodes.failed : exitCodes.done;
  } finally {
    process.off('SIGINT', cancel);
    await runner?.close();
    await engine.close();
  }
}

/** @throws Problems when a cell cannot run, whichever wires it chooses. */
function planOf(workflow: Workflow, axes: readonly SweepAxis[]): Plan {
  const planned = sweepPlan(workflow, nodeRegistry, axes);
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

/** Each model that a value of an axis names, or that only some cells choose, is looked for before anything runs. */
async function requireModelsOf(engine: Engine, workflow: Workflow, axes: readonly SweepAxis[]): Promise<void> {
  const naming = axes.flatMap(({ node, values }, axis) => (namesModels(workflow, node) ? [{ axis, values }] : []));
  for (const cell of cellsByChoice(workflow, nodeRegistry, axes)) {
    const others = naming.flatMap(({ axis, values }) => values.slice(1).map((_, index) => cell.with(axis, index + 1)));
    for (const each of [cell, ...others]) await requireModels(engine, workflowOfCell(workflow, axes, each));
  }
}

function namesModels({ nodes }: Workflow, id: string): boolean {
  const definition = nodeRegistry.get(nodes.find((node) => node.id === id)?.type ?? '');
  return Boolean(definition?.usesModels ?? definition?.usesParts ?? definition?.usesVaes ?? definition?.usesLoras);
}
