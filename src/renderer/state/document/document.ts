import { type Signal, signal } from '@preact/signals';
import { emptyWorkflow, type Workflow } from '../../../graph/workflow/schema.ts';
import { newId } from '../../page/newId.ts';

/** Where a workflow came from and what of it is on disk. Undo stays within it. */
export interface WorkflowDocument {
  /** Names it among all that were ever open, also after the page was reloaded. */
  readonly id: string;
  /** Null for one that was never saved, and for an example, which opens as a copy. */
  readonly path: Signal<string | null>;
  /** Folder that relative paths start from: of the example too. */
  readonly origin: string | null;
  /** Of what was last read from the file or written to it; null while that is not known. */
  readonly stamp: Signal<string | null>;
  /** The workflow as it is in the file. */
  readonly saved: Signal<Workflow>;
}

export function createDocument(
  saved: Workflow = emptyWorkflow(),
  path: string | null = null,
  origin = path,
  { id = newId(), stamp = null }: { readonly id?: string; readonly stamp?: string | null } = {},
): WorkflowDocument {
  return { id, path: signal(path), origin, stamp: signal(stamp), saved: signal(saved) };
}

/** Equal but for the viewport, which is saved when something else is. */
export function sameContent(one: Workflow, other: Workflow): boolean {
  if (one === other) return true;
  const keys = new Set([...Object.keys(one), ...Object.keys(other)]) as Set<keyof Workflow>;
  keys.delete('viewport');
  return [...keys].every((key) => one[key] === other[key]);
}
