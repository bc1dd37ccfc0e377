import type { RunEvent } from '../../../graph/events.ts';
import type { Problem } from '../../../graph/problem.ts';
import type { Workflow } from '../../../graph/workflow/schema.ts';
import type { EditorStore } from '../document/createEditor.ts';
import type { WorkflowDocument } from '../document/document.ts';
import type { Tab } from '../document/tabs.ts';
import { createEventBatch } from './eventBatch.ts';
import { withoutOutdated } from './outdated.ts';
import type { Job } from './queue.ts';
import type { NodeStates } from './reduce.ts';

/** What the nodes of the open workflows show of their runs: the one place that writes it. */
export interface ShownStates {
  /** Shows what happened in a run, with the next frame or later. */
  see(job: Job, event: RunEvent): void;
  /** Nothing of a run is under way any more, whatever its last event said. */
  settle(job: Pick<Job, 'lane' | 'document'>, outcome: 'completed' | 'failed'): void;
  /** Shows a problem at the node that it names, unless one is shown there. */
  mark(job: Job, problem: Problem): void;
  /** Shows what was known before. */
  restore(document: WorkflowDocument, states: NodeStates): void;
  /** Where a workflow was changed since, what hangs on the change is the result of an earlier run. */
  outdate(isMeant?: (tab: Tab) => boolean): void;
  /** Content keys of the results that are shown, by node. */
  keysOf(document: WorkflowDocument): Readonly<Record<string, string>>;
}

export function createShownStates(editor: EditorStore, nextFrame: (callback: () => void) => void): ShownStates {
  const batch = createEventBatch(editor, nextFrame);
  const origins = createOrigins();
  const statesOf = (document: WorkflowDocument): NodeStates => editor.openStates.peek().get(document) ?? new Map();
  return {
    see(job, event) {
      if (event.type === 'finished' || event.type === 'failed') {
        origins.of(job.document).set(event.node, job.workflow);
      }
      batch.add(event, job);
    },
    settle(job, outcome) {
      batch.add({ type: 'done', outcome, executed: 0, cached: 0, milliseconds: 0 }, job);
      batch.flush();
    },
    mark({ workflow, document }, problem) {
      const { node } = problem.place;
      if (node === undefined || statesOf(document).get(node)?.problem) return;
      origins.of(document).set(node, workflow);
      batch.add({ type: 'failed', node, problem }, { lane: 'manual', document });
      batch.flush();
    },
    restore(document, states) {
      const { workflow } = editor.history(document).shown;
      for (const node of states.keys()) origins.of(document).set(node, workflow);
      editor.setStates(document, states);
    },
    outdate(isMeant = () => true) {
      for (const { document, workflow } of editor.tabs.peek().filter(isMeant)) {
        const states = statesOf(document);
        const next = withoutOutdated(states, origins.of(document), workflow);
        if (next !== states) editor.setStates(document, next);
      }
    },
    keysOf: (document) =>
      Object.fromEntries(
        [...statesOf(document)].flatMap(([node, { key }]) => (key === undefined ? [] : [[node, key]])),
      ),
  };
}

/** By node of each workflow: the workflow whose run its state comes from. */
function createOrigins() {
  const all = new WeakMap<WorkflowDocument, Map<string, Workflow>>();
  return {
    of(document: WorkflowDocument): Map<string, Workflow> {
      const known = all.get(document) ?? new Map<string, Workflow>();
      all.set(document, known);
      return known;
    },
  };
}
