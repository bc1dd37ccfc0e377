import { mkdir, rmdir, stat } from 'node:fs/promises';
import { basename, dirname, extname, join, resolve } from 'node:path';
import { nodeRegistry } from '../../nodes/index.ts';
import type { Engine } from '../engine/createEngine.ts';
import { temporaryName } from '../engine/files/temporaryNames.ts';
import { unwritable } from '../engine/files/unwritable.ts';
import { filmMediaType } from '../graph/filmFormats.ts';
import { plan } from '../graph/plan.ts';
import { ArcspaceError } from '../graph/problem.ts';
import type { Workflow } from '../graph/workflow/schema.ts';
import { readAnyWorkflow } from '../neighbours/readAnyWorkflow.ts';
import { exitCodes } from './exitCodes.ts';
import { checkModels } from './missingModels.ts';
import { readWorkflowText } from './readWorkflowText.ts';
import { Problems } from './reportFailure.ts';
import { setParameters } from './setParameters.ts';

/** A workflow file with what `--set` says. @throws Problems when it cannot run as it is. */
export async function prepareWorkflow(file: string, settings: readonly string[]): Promise<Workflow> {
  const { workflow, warnings, summary } = readAnyWorkflow(await readWorkflowText(file), nodeRegistry);
  if (summary !== undefined) console.error(summary);
  for (const warning of warnings) console.error(warning);
  const set = setParameters(workflow, nodeRegistry, settings);
  const { problems } = plan(set, nodeRegistry, []);
  if (problems.length > 0) throw new Problems(problems, exitCodes.invalidWorkflow);
  return set;
}

/**
 * A run may take long: that its results have no place to go is said before it. A folder that is not there is only created with
 * the results.
 * @throws ArcspaceError `usage` where a file lies in the way, `cannot-write` where nothing can be written.
 */
export async function checkResultsFolder(folder: string): Promise<void> {
  const stats = await stat(folder).catch(() => undefined);
  const above = dirname(resolve(folder));
  if (!stats && above !== resolve(folder)) return checkResultsFolder(above);
  if (stats?.isDirectory()) return checkWritable(resolve(folder));
  throw new ArcspaceError(
    'usage',
    `"${folder}" is a file, not a folder.`,
    'Name a folder with --out. It is created if needed.',
  );
}

/** By writing: permissions alone do not tell of disks that can only be read. */
async function checkWritable(folder: string): Promise<void> {
  const trial = join(folder, temporaryName());
  try {
    await mkdir(trial);
    await rmdir(trial);
  } catch (thrown) {
    throw unwritable(trial, thrown);
  }
}

/** @throws Problems for models that the run needs and that are not here, with those that can take their place. */
export async function requireModels(engine: Engine, workflow: Workflow): Promise<void> {
  const needed = new Set(plan(workflow, nodeRegistry, []).nodes.map(({ id }) => id));
  const { problems, warnings } = await checkModels(engine, workflow, (node) => needed.has(node));
  for (const warning of warnings) console.error(warning);
  if (problems.length > 0) throw new Problems(problems, exitCodes.missing);
}

export function isPicture(file: string): boolean {
  return /\.(png|jpe?g|gif)$/.test(file);
}

/** A workflow that saves pictures or films itself says which ones count. */
export function savesPictures(files: readonly string[]): boolean {
  return files.some((file) => isPicture(file) || filmMediaType(file) !== undefined);
}

/** What the names of the results of a workflow file begin with. */
export function resultsStem(file: string): string {
  return basename(file, extname(file));
}
