import type { Workflow } from '../../graph/workflow/schema.ts';

/** Edits and saving keep what they do not change; a workflow of which nothing is kept was opened. So is a block of it. */
export function isAnother(workflow: Workflow, last: Workflow): boolean {
  if ((workflow.openBlock ?? null) !== (last.openBlock ?? null)) return true;
  return workflow.nodes !== last.nodes && workflow.models !== last.models;
}
