import { signal } from '@preact/signals';
import type { NodeRegistry } from '../../../graph/registry.ts';
import type { Workflow } from '../../../graph/workflow/schema.ts';
import type { NodeState } from '../../state/document/editor.ts';

/** An editor that keeps everything in memory and writes down what it is asked to do. */
export function memoryEditor(registry: NodeRegistry, start: Workflow) {
  const workflow = signal(start);
  const past: { workflow: Workflow; merge: string | undefined }[] = [];
  const selection = signal<ReadonlySet<string>>(new Set());
  const selectedWire = signal<string | null>(null);
  const selectedGroup = signal<string | null>(null);
  selection.subscribe(() => {
    selectedWire.value = null;
    selectedGroup.value = null;
  });
  const edits: { label: string; merge: string | undefined }[] = [];
  return {
    registry,
    workflow,
    edits,
    selection,
    selectedWire,
    selectedGroup,
    nodeStates: signal<ReadonlyMap<string, NodeState>>(new Map()),
    edit(label: string, change: (workflow: Workflow) => Workflow, merge?: string) {
      const next = change(workflow.peek());
      if (next === workflow.peek()) return;
      if (merge === undefined || past.at(-1)?.merge !== merge) past.push({ workflow: workflow.peek(), merge });
      edits.push({ label, merge });
      workflow.value = next;
    },
    setViewport(viewport: NonNullable<Workflow['viewport']>) {
      workflow.value = { ...workflow.peek(), viewport };
    },
    onLeave: () => () => undefined,
    undo() {
      const last = past.pop();
      if (last) workflow.value = last.workflow;
    },
    redo() {},
  };
}
