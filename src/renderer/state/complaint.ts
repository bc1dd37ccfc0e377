import type { NodeEntry } from '../../graph/registry.ts';
import type { WorkflowNode } from '../../graph/workflow/schema.ts';
import { texts } from '../text/texts.ts';
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
      message: texts.messages.unknownNodeType(node.type),
      remedy: texts.messages.unknownNodeTypeAbout,
      grave: true,
    };
  }
  if (state && state.warnings.length > 0) return { message: state.warnings.join(' '), remedy: '', grave: false };
  return undefined;
}
