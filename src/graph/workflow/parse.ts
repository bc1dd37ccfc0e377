import type { z } from 'zod';
import { ArcspaceError } from '../problem.ts';
import type { NodeRegistry } from '../registry.ts';
import { migrateFile, migrateNodes } from './migrate.ts';
import { WORKFLOW_VERSION, type Workflow, workflowSchema } from './schema.ts';

const MAX_CHARACTERS = 20_000_000;
const MAX_DEPTH = 40;
const FORBIDDEN_KEYS = new Set(['__proto__', 'constructor', 'prototype']);

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
  const migrated = migrateFile(checkHeader(parseJson(text)));
  const result = workflowSchema.safeParse(migrated.file);
  if (!result.success) throw schemaError(result.error);
  checkIds(result.data);
  const nodes = migrateNodes(result.data.nodes, registry);
  return { workflow: { ...result.data, nodes: nodes.nodes }, warnings: [...migrated.warnings, ...nodes.warnings] };
}

function invalid(message: string, remedy: string, port?: string): ArcspaceError {
  return new ArcspaceError('invalid-workflow', message, remedy, port === undefined ? {} : { port });
}

function parseJson(text: string): unknown {
  if (text.length > MAX_CHARACTERS) {
    throw invalid(
      `The file has ${(text.length / 1e6).toFixed(0)} million characters; a workflow may have ${MAX_CHARACTERS / 1e6} million.`,
      'Keep pictures and latents in files of their own and name them in the workflow.',
    );
  }
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw invalid(
      `The file is not complete JSON: ${error instanceof Error ? error.message : String(error)}.`,
      'It may have been cut off while it was copied. Earlier versions are kept in the folder .versions beside it.',
    );
  }
  refuseDangerousKeys(value, '', 0);
  return value;
}

/** `JSON.parse` makes own properties of these names, which later copies could turn into prototypes. */
function refuseDangerousKeys(value: unknown, path: string, depth: number): void {
  if (typeof value !== 'object' || value === null) return;
  if (depth > MAX_DEPTH) throw invalid(`The file is nested deeper than ${MAX_DEPTH} levels at ${path}.`, 'Flatten it.');
  for (const [key, child] of Object.entries(value)) {
    const here = path === '' ? key : `${path}.${key}`;
    if (FORBIDDEN_KEYS.has(key)) {
      throw invalid(`The file has the key "${key}" at ${here}, which no workflow needs.`, 'Remove that key.', here);
    }
    refuseDangerousKeys(child, here, depth + 1);
  }
}

function checkHeader(value: unknown): Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw invalid('The file holds JSON, but not a workflow.', 'Open a file that Arcspace saved.');
  }
  const file = value as Record<string, unknown>;
  if (file.format !== 'arcspace-workflow') {
    throw invalid(
      'The file is not an Arcspace workflow: its "format" is not "arcspace-workflow".',
      'Workflows of other editors cannot be opened. Open a file that Arcspace saved.',
      'format',
    );
  }
  if (typeof file.version !== 'number' || !Number.isInteger(file.version) || file.version < 1) {
    throw invalid('The workflow names no version.', 'Its "version" is a whole number from 1.', 'version');
  }
  if (file.version > WORKFLOW_VERSION) {
    throw invalid(
      `The workflow has version ${file.version}; this program reads versions up to ${WORKFLOW_VERSION}.`,
      'Update Arcspace to open it.',
      'version',
    );
  }
  return file;
}

function schemaError(error: z.ZodError): ArcspaceError {
  const [issue] = error.issues;
  const place = issue ? formatPath(issue.path) : '';
  const more = error.issues.length > 1 ? ` There are ${error.issues.length - 1} more like it.` : '';
  return invalid(
    `The workflow is broken at ${place || 'its top level'}: ${issue?.message ?? 'unknown fault'}.${more}`,
    'Correct that place in the file, or open an earlier version from the folder .versions beside it.',
    place,
  );
}

function formatPath(path: readonly PropertyKey[]): string {
  return path
    .map((part) => (typeof part === 'number' ? `[${part}]` : `.${String(part)}`))
    .join('')
    .replace(/^\./, '');
}

function checkIds(workflow: Workflow): void {
  const seen = new Set<string>();
  for (const node of workflow.nodes) {
    if (seen.has(node.id)) {
      throw invalid(`Two nodes are called "${node.id}".`, 'Give each node an id of its own.', node.id);
    }
    seen.add(node.id);
  }
}
