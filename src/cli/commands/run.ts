import { basename, dirname, join, resolve } from 'node:path';
import { nodeRegistry } from '../../../nodes/index.ts';
import type { Picture, RunEvent } from '../../graph/events.ts';
import type { ExecutionResult } from '../../graph/execution.ts';
import { shownTargets } from '../../graph/plan.ts';
import type { Problem } from '../../graph/problem.ts';
import type { Report } from '../../graph/report.ts';
import type { Workflow } from '../../graph/workflow/schema.ts';
import { noticeOfDevice } from '../deviceNotice.ts';
import { type ExitCode, exitCodeFor, exitCodes } from '../exitCodes.ts';
import { type EngineChoices, openEngine } from '../openEngine.ts';
import { openRunner, type QueueChoices, type Runner } from '../openRunner.ts';
import { plainEvent } from '../plainEvent.ts';
import type { PlotFormat } from '../plotFormats.ts';
import { checkResultsFolder, prepareWorkflow, requireModels, resultsStem, savesPictures } from '../prepareRun.ts';
import { formatProblem } from '../reportFailure.ts';
import { savePictures } from '../savePictures.ts';
import { reportsOf, saveReports } from '../saveReports.ts';
import { withoutControls } from '../withoutControls.ts';

export interface RunOptions extends EngineChoices, QueueChoices {
  readonly set?: readonly string[];
  readonly out: string;
  readonly json?: boolean;
  readonly plots: PlotFormat;
}

/** Runs a workflow file, in this process or on other machines. @returns the exit code. */
export async function run(file: string, options: RunOptions): Promise<ExitCode> {
  const workflow = await prepareWorkflow(file, options.set ?? []);
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
  const pictures = savesPictures(files) ? [] : await savePictures(folder, resultsStem(file), shown, workflow);
  const paths = [...files, ...pictures, ...(await saveReports(folder, resultsStem(file), reports, options.plots))];
  console.log(json ? JSON.stringify({ type: 'saved', files: paths }) : paths.join('\n'));
  return exitCodes.done;
}

async function execute(
  file: string,
  workflow: Workflow,
  options: RunOptions,
  onEvent: (event: RunEvent) => void,
): Promise<ExecutionResult> {
  const output = resolve(options.out);
  const engine = openEngine({ ...options, output, keepsPictures: true });
  const path = resolve(file);
  engine.allow(dirname(path));
  const stop = new AbortController();
  const cancel = (): void => stop.abort();
  process.on('SIGINT', cancel);
  let runner: Runner | undefined;
  try {
    runner = await openRunner(engine, options, output);
    if (!runner.elsewhere) {
      await requireModels(engine, workflow);
      await noticeOfDevice(engine, options.device);
    }
    const request = { workflow, path, targets: [], watch: shownTargets(workflow, nodeRegistry), shown: {} };
    return await runner.run(request, stop.signal, onEvent);
  } finally {
    process.off('SIGINT', cancel);
    await runner?.close();
    await engine.close();
  }
}

function printLine(event: RunEvent): void {
  console.log(JSON.stringify(plainEvent(event)));
}

async function printProgress(): Promise<(event: RunEvent) => void> {
  const { createProgressBar } = await import('../progressBar.ts');
  const follow = createProgressBar();
  return (event) => {
    follow(event);
    if (event.type === 'finished')
      for (const warning of event.warnings) console.error(withoutControls(`${event.node}: ${warning}`));
  };
}

function failed(problem: Problem | undefined, json: boolean): ExitCode {
  if (problem && !json) console.error(formatProblem(problem));
  return problem ? exitCodeFor(problem.code) : exitCodes.failed;
}
