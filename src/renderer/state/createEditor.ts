import { batch, computed, type ReadonlySignal, type Signal, signal } from '@preact/signals';
import type { Level } from '../../graph/blocks/level.ts';
import { setViewport, type Viewport } from '../../graph/edit/setWorkflow.ts';
import type { NodeRegistry } from '../../graph/registry.ts';
import { emptyWorkflow, type Workflow } from '../../graph/workflow/schema.ts';
import { createDocument, sameContent, type WorkflowDocument } from './document.ts';
import type { Editor, NodeState } from './editor.ts';
import { createHistory, type Steps } from './history.ts';
import { createLevels } from './levels.ts';

/** The whole workflow with the open file, and the level of it that is seen. */
export interface EditorStore extends Editor {
  /** What the canvas and the panels show. */
  readonly level: ReadonlySignal<Level>;
  /** Opens a block to look into it; null for the top. It is no step of undo, which leads to where its edits were made. */
  enter(block: string | null): void;
  /** Where the window looks on the level that is seen. */
  look(viewport: Viewport): void;
  readonly nodeStates: Signal<ReadonlyMap<string, NodeState>>;
  readonly document: ReadonlySignal<WorkflowDocument>;
  /** Differs from the file. */
  readonly dirty: ReadonlySignal<boolean>;
  /** Labels of the steps that undo and redo would take; null when there is none. */
  readonly steps: ReadonlySignal<{ readonly undo: string | null; readonly redo: string | null }>;
  /** Shows another workflow. Undo brings the one before back, with its file; without a label there is no way back. */
  load(label: string | null, workflow: Workflow, document: WorkflowDocument): void;
  /** What is shown, with what undo and redo lead to. */
  history(): EditorHistory;
  /** Shows what was shown before, and can undo and redo what could be undone and redone then. */
  restoreHistory(history: EditorHistory): void;
  /** A change that is no step of undo: what saving writes into the workflow. */
  replace(change: (workflow: Workflow) => Workflow): void;
  /** The same in every state of a document that undo and redo lead to: what happened to its file is no step of its own. */
  replaceThroughout(document: WorkflowDocument, change: (workflow: Workflow) => Workflow): void;
}

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

const NOTHING: ReadonlySet<string> = new Set();

function keepExisting(selection: ReadonlySet<string>, workflow: Workflow): ReadonlySet<string> {
  const ids = new Set(workflow.nodes.map((node) => node.id));
  const kept = [...selection].filter((id) => ids.has(id));
  return kept.length === selection.size ? selection : new Set(kept);
}

function keepGroup(group: string | null, { groups }: Workflow): string | null {
  return groups.some(({ id }) => id === group) ? group : null;
}

function keepWire(wire: string | null, { links }: Workflow): string | null {
  return links.some((link) => link.to === wire) ? wire : null;
}

/** A gesture ends with the workflow that it began with, changed: where the user has looked meanwhile is not lost. */
function withViewport(workflow: Workflow, viewport: Viewport | undefined): Workflow {
  return viewport === undefined || workflow.viewport === viewport ? workflow : { ...workflow, viewport };
}

export function createEditor(registry: NodeRegistry, workflow: Workflow = emptyWorkflow()): EditorStore {
  const state = signal<Snapshot>({ workflow, document: createDocument(workflow) });
  const levels = createLevels(registry, state);
  const selection = signal<ReadonlySet<string>>(NOTHING);
  const selectedWire = signal<string | null>(null);
  const selectedGroup = signal<string | null>(null);
  selection.subscribe(() => {
    selectedWire.value = null;
    selectedGroup.value = null;
  });
  const nodeStates = signal<ReadonlyMap<string, NodeState>>(new Map());
  const history = createHistory<Snapshot>();
  const steps = signal(history.labels());

  const show = (next: Snapshot) => {
    batch(() => {
      if (next.document !== state.value.document) nodeStates.value = new Map();
      state.value = next;
      const seen = levels.level.value.workflow;
      selection.value = keepExisting(selection.value, seen);
      selectedWire.value = keepWire(selectedWire.value, seen);
      selectedGroup.value = keepGroup(selectedGroup.value, seen);
      steps.value = history.labels();
    });
  };

  /** Looking around is no step: undo keeps what is visible, unless it leads to another file. */
  const restore = (snapshot: Snapshot | undefined) => {
    if (!snapshot) return;
    const { viewport } = state.value.workflow;
    const stays = snapshot.document === state.value.document;
    show(stays ? { ...snapshot, workflow: withViewport(snapshot.workflow, viewport) } : snapshot);
  };

  const replace = (change: (workflow: Workflow) => Workflow) => {
    state.value = { ...state.peek(), workflow: change(state.peek().workflow) };
  };

  const current = computed(() => state.value.workflow);
  const document = computed(() => state.value.document);
  return {
    registry,
    workflow: current,
    document,
    selection,
    selectedWire,
    selectedGroup,
    nodeStates,
    steps,
    dirty: computed(() => !sameContent(current.value, document.value.saved.value)),
    edit(label, change, merge) {
      const before = state.peek();
      const changed = change(before.workflow);
      if (changed === before.workflow) return;
      const next = withViewport(changed, before.workflow.viewport);
      history.remember(label, before, merge);
      show({ ...before, workflow: next });
    },
    load(label, next, opened) {
      if (label === null) history.clear();
      else history.remember(label, state.peek());
      selection.value = NOTHING;
      selectedWire.value = null;
      selectedGroup.value = null;
      show({ workflow: next, document: opened });
    },
    history: () => ({ shown: state.peek(), ...history.steps() }),
    restoreHistory({ shown, ...past }) {
      history.restore(past);
      show(shown);
    },
    replace,
    replaceThroughout(document, change) {
      const changed = (snapshot: Snapshot) =>
        snapshot.document === document ? { ...snapshot, workflow: change(snapshot.workflow) } : snapshot;
      history.map(changed);
      state.value = changed(state.peek());
    },
    level: levels.level,
    enter(block) {
      if (block === levels.level.peek().open) return;
      batch(() => {
        selection.value = NOTHING;
        selectedGroup.value = null;
        state.value = { ...state.peek(), open: block };
      });
    },
    look(viewport) {
      if (!levels.look(viewport)) replace((workflow) => setViewport(workflow, viewport));
    },
    setViewport: (viewport: Viewport) => replace((workflow) => setViewport(workflow, viewport)),
    undo: () => restore(history.undo(state.peek())),
    redo: () => restore(history.redo(state.peek())),
  };
}
