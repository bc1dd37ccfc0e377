import type { Workflow } from '../../../graph/workflow/schema.ts';
import type { WorkflowDocument } from './document.ts';
import type { Steps } from './history.ts';

/** A state of the editor. */
export interface Snapshot {
  readonly workflow: Workflow;
  readonly document: WorkflowDocument;
  /** The block that was open. */
  readonly open?: string | null;
}

export interface EditorHistory extends Steps<Snapshot> {
  readonly shown: Snapshot;
}
