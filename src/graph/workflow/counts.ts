import { invalidWorkflow } from './invalidWorkflow.ts';

/** How many a workflow may have of each. */
export const LIMITS = {
  nodes: 5000,
  links: 20_000,
  groups: 1000,
  blocks: 1000,
  inputs: 200,
  outputs: 200,
  models: 100,
} as const;

/** Inputs, outputs and parameters that one block may have of each. */
export const MOST_PORTS = 200;
/** Files that a model may name. */
const MODEL_FILES = 200;

/**
 * Refuses lists that are too long before each of their elements is looked at.
 * @throws ArcspaceError with code `invalid-workflow`
 */
export function checkCounts(file: Readonly<Record<string, unknown>>): void {
  for (const [name, limit] of Object.entries(LIMITS)) {
    const list = file[name];
    if (Array.isArray(list)) checkCount(name, list.length, limit, name);
  }
  if (!Array.isArray(file.models)) return;
  for (const [index, model] of file.models.entries()) {
    checkCount('files', sizeOf(model?.files), MODEL_FILES, `models[${index}].files`);
  }
}

function sizeOf(value: unknown): number {
  return typeof value === 'object' && value !== null ? Object.keys(value).length : 0;
}

function checkCount(what: string, count: number, limit: number, place: string): void {
  if (count <= limit) return;
  throw invalidWorkflow(
    `The workflow has ${count.toLocaleString('en')} ${what} at ${place}; it may have ${limit.toLocaleString('en')}.`,
    'Split it into several workflows, or remove what it does not need.',
    place,
  );
}
