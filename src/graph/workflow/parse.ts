import type { z } from 'zod';
import { checkBlocks } from '../blocks/checkBlocks.ts';
import type { NodeRegistry } from '../registry.ts';
import { checkCounts } from './counts.ts';
import { invalidWorkflow } from './invalidWorkflow.ts';
import { readJson } from './json.ts';
import { migrateFile, migrateNodes } from './migrate.ts';
import { WORKFLOW_VERSION, type Workflow, workflowSchema } from './schema.ts';

export interface ParsedWorkflow {
  readonly workflow: Workflow;
  /** What was changed on the way in, and what will not run: sentences for the log. */
  readonly warnings: readonly string[];
}

/**
 * Reads a workflow file: JSON, format and version, migrations, schema. Nothing runs and no file is touched. Unknown
 * nodes and unknown keys are kept as they are; whether the graph can run is for `validate` to say.
 * @throws ArcspaceError with code `invalid-workflow`, naming the place in the file and the remedy.
 */
export function parseWorkflow(text: string, registry: NodeRegistry): ParsedWorkflow {
  const file = checkHeader(readJson(text));
  checkCounts(file);
  const migrated = migrateFile(file);
  const result = workflowSchema.safeParse(migrated.file);
  if (!result.success) throw schemaError(result.error);
  checkIds(result.data);
  checkBlocks(result.data);
  const nodes = migrateNodes(result.data.nodes, registry);
  return { workflow: { ...result.data, nodes: nodes.nodes }, warnings: [...migrated.warnings, ...nodes.warnings] };
}

function checkHeader(value: unknown): Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw invalidWorkflow('The file holds JSON, but not a workflow.', 'Open a file that Arcspace saved.');
  }
  const file = value as Record<string, unknown>;
  if (file.format !== 'arcspace-workflow') {
    throw invalidWorkflow(
      'The file is not an Arcspace workflow: its "format" is not "arcspace-workflow".',
      'Open a file that Arcspace or ComfyUI saved.',
      'format',
    );
  }
  if (typeof file.version !== 'number' || !Number.isInteger(file.version) || file.version < 1) {
    throw invalidWorkflow('The workflow names no version.', 'Its "version" is a whole number from 1.', 'version');
  }
  if (file.version > WORKFLOW_VERSION) {
    throw invalidWorkflow(
      `The workflow has version ${file.version}; this program reads versions up to ${WORKFLOW_VERSION}.`,
      'Update Arcspace to open it.',
      'version',
    );
  }
  return file;
}

function schemaError(error: z.ZodError): Error {
  const [issue] = error.issues;
  const place = issue ? formatPath(issue.path) : '';
  const more = error.issues.length > 1 ? ` There are ${error.issues.length - 1} more like it.` : '';
  return invalidWorkflow(
    `The workflow is broken at ${place || 'its top level'}: ${issue?.message ?? 'unknown fault'}.${more}`,
    'Correct that place in the file, or open an earlier version from .arcspace/versions in the workspace.',
    place,
  );
}

const LONGEST_PLACE = 200;

function formatPath(path: readonly PropertyKey[]): string {
  return path
    .map((part) => (typeof part === 'number' ? `[${part}]` : `.${String(part)}`))
    .join('')
    .replace(/^\./, '')
    .slice(0, LONGEST_PLACE);
}

function checkIds(workflow: Workflow): void {
  const seen = new Set<string>();
  for (const { id } of workflow.nodes) {
    if (seen.has(id)) throw invalidWorkflow(`Two nodes are called "${id}".`, 'Give each node an id of its own.', id);
    seen.add(id);
  }
  for (const { id } of workflow.blocks ?? []) {
    if (seen.has(id)) {
      throw invalidWorkflow(`Another node or block is called "${id}".`, 'Give each block an id of its own.', id);
    }
    seen.add(id);
  }
}
