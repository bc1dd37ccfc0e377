import type { ExitCode } from '../exitCodes.ts';
import { prepareWorkflow } from '../prepareRun.ts';
import { readAxes } from '../sweep/readAxes.ts';
import { runSweep, type SweepOptions } from '../sweep/runSweep.ts';

export interface SweepCommandOptions extends SweepOptions {
  readonly axis?: readonly string[];
  readonly set?: readonly string[];
}

/** Runs a workflow file with every combination of values of some parameters. @returns the exit code. */
export async function sweep(file: string, options: SweepCommandOptions): Promise<ExitCode> {
  const workflow = await prepareWorkflow(file, options.set ?? []);
  return runSweep({ file, workflow, axes: await readAxes(workflow, options.axis ?? []) }, options);
}
