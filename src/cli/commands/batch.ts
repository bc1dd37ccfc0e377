import { ArcspaceError } from '../../graph/problem.ts';
import type { ExitCode } from '../exitCodes.ts';
import { prepareWorkflow } from '../prepareRun.ts';
import { readAxes } from '../sweep/readAxes.ts';
import { readInputs } from '../sweep/readInputs.ts';
import { runSweep } from '../sweep/runSweep.ts';
import type { SweepCommandOptions } from './sweep.ts';

export interface BatchOptions extends SweepCommandOptions {
  readonly input?: readonly string[];
}

/** Runs a workflow file with each file of a folder. @returns the exit code. */
export async function batch(file: string, options: BatchOptions): Promise<ExitCode> {
  const { input = [], axis = [], set = [] } = options;
  if (input.length === 0) {
    throw new ArcspaceError('usage', 'There is no input.', 'Name one: --input load_image.path=FOLDER.');
  }
  const workflow = await prepareWorkflow(file, set);
  const { axes, readable } = await readInputs(workflow, input, { ...options, file });
  return runSweep({ file, workflow, axes: [...axes, ...(await readAxes(workflow, axis))], readable }, options);
}
