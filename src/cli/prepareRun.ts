import { stat } from 'node:fs/promises';
import { basename, extname } from 'node:path';
import { nodeRegistry } from '../../nodes/index.ts';
import type { Engine } from '../engine/createEngine.ts';
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

/** A run may take long: that its results have no place to go is said before it. */
export async function checkResultsFolder(folder: string): Promise<void> {
  const stats = await stat(folder).catch(() => undefined);
  if (!stats || stats.isDirectory()) return;
  throw new ArcspaceError(
    'usage',
    `"${folder}" is a file, not a folder.`,
    'Name a folder with --out. It is created if needed.',
  );
}

/** @throws Problems for models that the run needs and that are not here, with those that can take their place. */
export async function requireModels(engine: Engine, workflow: Workflow): Promise<void> {
  const needed = new Set(plan(workflow, nodeRegistry, []).nodes.map(({ id }) => id));
  const { problems, warnings } = await checkModels(engine, workflow, (node) => needed.has(node));
  for (const warning of warnings) console.error(warning);
  if (problems.length > 0) throw new Problems(problems, exitCodes.missing);
}

/** A workflow that saves pictures itself says which ones count. */
export function isPicture(file: string): boolean {
  return /\.(png|jpe?g|gif)$/.test(file);
}

/** What the names of the results of a workflow file begin with. */
export function resultsStem(file: string): string {
  return basename(file, extname(file));
}
