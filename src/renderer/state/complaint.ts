import type { NodeEntry } from '../../graph/registry.ts';
import type { WorkflowNode } from '../../graph/workflow/schema.ts';
import type { NodeState } from './document/editor.ts';

/** What there is to say about a node: its problem, or its warnings. */
export interface Complaint {
  readonly message: string;
  readonly remedy: string;
  readonly grave: boolean;
}

export function complaintOf(
  node: WorkflowNode,
  entry: NodeEntry | undefined,
  state: NodeState | undefined,
): Complaint | undefined {
  if (state?.problem) return { message: state.problem.message, remedy: state.problem.remedy, grave: true };
  if (!entry) {
    return {
      message: `Unknown node type: ${node.type}`,
      remedy: 'It is kept unchanged. Replace it, or open the workflow with the version that made it.',
      grave: true,
    };
  }
  if (state && state.warnings.length > 0) return { message: state.warnings.join(' '), remedy: '', grave: false };
  return undefined;
}
