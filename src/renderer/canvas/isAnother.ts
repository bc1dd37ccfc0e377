import type { Workflow } from '../../graph/workflow/schema.ts';

/** Edits and saving keep what they do not change; a workflow of which nothing is kept was opened. */
export function isAnother(workflow: Workflow, last: Workflow): boolean {
  return workflow.nodes !== last.nodes && workflow.models !== last.models;
}
