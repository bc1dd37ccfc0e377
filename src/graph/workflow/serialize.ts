import type { Workflow } from './schema.ts';

/** The text of a workflow file: two-space JSON that diffs well, with every unknown key in its place. */
export function serializeWorkflow(workflow: Workflow): string {
  return `${JSON.stringify(workflow, null, 2)}\n`;
}
