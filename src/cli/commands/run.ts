import { stat } from 'node:fs/promises';
import { basename, dirname, extname, join, resolve } from 'node:path';
import { nodeRegistry } from '../../../nodes/index.ts';
import type { Engine } from '../../engine/createEngine.ts';
import type { Picture, RunEvent } from '../../graph/events.ts';
import type { ExecutionResult } from '../../graph/execution.ts';
import { defaultTargets, plan } from '../../graph/plan.ts';
import { ArcspaceError, type Problem } from '../../graph/problem.ts';
import type { Report } from '../../graph/report.ts';
import { parseWorkflow } from '../../graph/workflow/parse.ts';
import type { Workflow } from '../../graph/workflow/schema.ts';
import { noticeOfDevice } from '../deviceNotice.ts';
import { type ExitCode, exitCodeFor, exitCodes } from '../exitCodes.ts';
import { checkModels } from '../missingModels.ts';
import { type EngineChoices, openEngine } from '../openEngine.ts';
import { plainEvent } from '../plainEvent.ts';
import type { PlotFormat } from '../plotFormats.ts';
import { readWorkflowText } from '../readWorkflowText.ts';
import { formatProblem, Problems } from '../reportFailure.ts';
import { savePictures } from '../savePictures.ts';
import { reportsOf, saveReports } from '../saveReports.ts';
import { setParameters } from '../setParameters.ts';

export interface RunOptions extends EngineChoices {
  readonly set?: readonly string[];
  readonly out: string;
  readonly json?: boolean;
  readonly plots: PlotFormat;
}

/** Runs a workflow file in this process. @returns the exit code. */
export async function run(file: string, options: RunOptions): Promise<ExitCode> {
  const workflow = await prepare(file, options.set ?? []);
  await checkResultsFolder(options.out);
  const json = options.json === true || !process.stdout.isTTY;
  const folder = resolve(options.out);
  const shown = new Map<string, readonly Picture[]>();
  const reports = new Map<string, Report>();
  const files: string[] = [];
  const report = json ? printLine : await printProgress();
  const done = await execute(file, workflow, options, (event) => {
    report(event);
    if (event.type !== 'finished') return;
    files.push(...event.files.map((path) => join(folder, basename(path))));
    if (event.pictures?.length) shown.set(event.node, event.pictures);
    for (const [name, found] of reportsOf(event, workflow, nodeRegistry)) reports.set(name, found);
  });
  if (done.outcome !== 'completed') return failed(done.problem, json);
  const pictures = files.some(isPicture) ? [] : await savePictures(folder, stem(file), shown, workflow);
  const paths = [...files, ...pictures, ...(await saveReports(folder, stem(file), reports, options.plots))];
  console.log(json ? JSON.stringify({ type: 'saved', files: paths }) : paths.join('\n'));
  return exitCodes.done;
}

/** @throws Problems when the workflow cannot run as it is. */
async function prepare(file: string, settings: readonly string[]): Promise<Workflow> {
  const { workflow, warnings } = parseWorkflow(await readWorkflowText(file), nodeRegistry);
  for (const warning of warnings) console.error(warning);
  const set = setParameters(workflow, nodeRegistry, settings);
  const { problems } = plan(set, nodeRegistry, []);
  if (problems.length > 0) throw new Problems(problems, exitCodes.invalidWorkflow);
  return set;
}

/** A run may take long: that its results have no place to go is said before it. */
async function checkResultsFolder(folder: string): Promise<void> {
  const stats = await stat(folder).catch(() => undefined);
  if (!stats || stats.isDirectory()) return;
  throw new ArcspaceError(
    'usage',
    `"${folder}" is a file, not a folder.`,
    'Name a folder with --out. It is created if needed.',
  );
}

async function execute(
  file: string,
  workflow: Workflow,
  options: RunOptions,
  onEvent: (event: RunEvent) => void,
): Promise<ExecutionResult> {
  const engine = openEngine({ ...options, output: resolve(options.out) });
  const path = resolve(file);
  engine.allow(dirname(path));
  const stop = new AbortController();
  const cancel = (): void => stop.abort();
  process.on('SIGINT', cancel);
  try {
    await requireModels(engine, workflow);
    await noticeOfDevice(engine, options.device);
    const request = { workflow, path, targets: [], watch: watched(workflow), shown: {} };
    return await engine.run(request, stop.signal, onEvent);
  } finally {
    process.off('SIGINT', cancel);
    await engine.close();
  }
}

/** @throws Problems for models that the run needs and that are not here, with those that can take their place. */
async function requireModels(engine: Engine, workflow: Workflow): Promise<void> {
  const needed = new Set(plan(workflow, nodeRegistry, []).nodes.map(({ id }) => id));
  const { problems, warnings } = await checkModels(engine, workflow, (node) => needed.has(node));
  for (const warning of warnings) console.error(warning);
  if (problems.length > 0) throw new Problems(problems, exitCodes.missing);
}

/** Of the nodes that the run is for, those that show pictures: nobody looks at the others. */
function watched(workflow: Workflow): string[] {
  const types = new Map(workflow.nodes.map(({ id, type }) => [id, type]));
  const shows = (id: string): boolean => nodeRegistry.get(types.get(id) ?? '')?.preview === 'images';
  return defaultTargets(workflow, nodeRegistry).filter(shows);
}

/** A workflow that saves pictures itself says which ones count. */
function isPicture(file: string): boolean {
  return /\.(png|jpe?g|gif)$/.test(file);
}

function stem(file: string): string {
  return basename(file, extname(file));
}

function printLine(event: RunEvent): void {
  console.log(JSON.stringify(plainEvent(event)));
}

async function printProgress(): Promise<(event: RunEvent) => void> {
  const { createProgressBar } = await import('../progressBar.ts');
  const follow = createProgressBar();
  return (event) => {
    follow(event);
    if (event.type === 'finished') for (const warning of event.warnings) console.error(`${event.node}: ${warning}`);
  };
}

function failed(problem: Problem | undefined, json: boolean): ExitCode {
  if (problem && !json) console.error(formatProblem(problem));
  return problem ? exitCodeFor(problem.code) : exitCodes.failed;
}
