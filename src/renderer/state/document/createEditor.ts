import { batch, computed, type ReadonlySignal, type Signal, signal } from '@preact/signals';
import type { Level } from '../../../graph/blocks/level.ts';
import { setViewport, type Viewport } from '../../../graph/edit/setWorkflow.ts';
import type { NodeRegistry } from '../../../graph/registry.ts';
import { emptyWorkflow, type Workflow } from '../../../graph/workflow/schema.ts';
import { createDocument, sameContent, type WorkflowDocument } from './document.ts';
import type { Editor, NodeState } from './editor.ts';
import type { EditorHistory, Snapshot } from './editorHistory.ts';
import { createHistory } from './history.ts';
import { createLevels } from './levels.ts';
import { createTabRow, type NodeStates, type Parked, type Tab } from './tabs.ts';

/** The whole workflow with the open file, and the level of it that is seen. */
export interface EditorStore extends Editor {
  /** What the canvas and the panels show. */
  readonly level: ReadonlySignal<Level>;
  /** Opens a block to look into it; null for the top. It is no step of undo, which leads to where its edits were made. */
  enter(block: string | null): void;
  /** Where the window looks on the level that is seen. */
  look(viewport: Viewport): void;
  readonly nodeStates: Signal<NodeStates>;
  readonly document: ReadonlySignal<WorkflowDocument>;
  /** Differs from the file. */
  readonly dirty: ReadonlySignal<boolean>;
  /** Labels of the steps that undo and redo would take; null when there is none. */
  readonly steps: ReadonlySignal<{ readonly undo: string | null; readonly redo: string | null }>;
  /** All that is open, in the order of the tabs. */
  readonly tabs: ReadonlySignal<readonly Tab[]>;
  /** Shows another workflow in a tab of its own, after the one that is shown; what was only looked at makes room for it. */
  open(workflow: Workflow, document: WorkflowDocument): void;
  /** Opens a workflow behind the others, at a place or at the end. */
  openBehind(parked: Parked, at?: number): void;
  /** Shows a workflow that is open. */
  show(document: WorkflowDocument): void;
  /** Closes a tab. After the last one there is an empty workflow. @returns all that there was of it, and its place */
  close(document: WorkflowDocument): ClosedTab | undefined;
  /** Gives a tab another place, counted without it. */
  moveTab(document: WorkflowDocument, to: number): void;
  /** What is known of the nodes of all that is open. */
  readonly openStates: ReadonlySignal<ReadonlyMap<WorkflowDocument, NodeStates>>;
  setStates(document: WorkflowDocument, states: NodeStates): void;
  /** A workflow that is open, with what undo and redo lead to. */
  history(document?: WorkflowDocument): EditorHistory;
  /** Brings back what a workflow that is open was, and can undo and redo what could be undone and redone then. */
  restoreHistory(history: EditorHistory): void;
  /** A change of a workflow that is open, no step of undo: what saving writes into it. */
  replace(document: WorkflowDocument, change: (workflow: Workflow) => Workflow): void;
  /** The same in every state of a document that undo and redo lead to: what happened to its file is no step of its own. */
  replaceThroughout(document: WorkflowDocument, change: (workflow: Workflow) => Workflow): void;
}

export interface ClosedTab extends Parked {
  readonly at: number;
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

/** Also of a node of which it was only asked how it is. */
function tellsNothing({ status, pictures, outputs }: NodeState): boolean {
  return status === 'idle' && pictures.length === 0 && Object.keys(outputs).length === 0;
}

function withShown(history: EditorHistory, change: (workflow: Workflow) => Workflow): EditorHistory {
  return { ...history, shown: { ...history.shown, workflow: change(history.shown.workflow) } };
}

function throughout({ shown, past, future }: EditorHistory, change: (state: Snapshot) => Snapshot): EditorHistory {
  const changed = (steps: EditorHistory['past']) => steps.map((step) => ({ ...step, before: change(step.before) }));
  return { shown: change(shown), past: changed(past), future: changed(future) };
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
  const nodeStates = signal<NodeStates>(new Map());
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

  /** Looking around is no step: undo keeps what is visible. */
  const restore = (snapshot: Snapshot | undefined) => {
    if (!snapshot) return;
    const { viewport } = state.value.workflow;
    show({ ...snapshot, workflow: withViewport(snapshot.workflow, viewport) });
  };

  const replaceShown = (change: (workflow: Workflow) => Workflow) => {
    state.value = { ...state.peek(), workflow: change(state.peek().workflow) };
  };

  const ownHistory = (): EditorHistory => ({ shown: state.peek(), ...history.steps() });
  const row = createTabRow({
    state,
    states: nodeStates,
    take: () => ({ history: ownHistory(), states: nodeStates.peek() }),
  });
  const isShown = (document: WorkflowDocument) => document === state.peek().document;
  const deselect = () => {
    selection.value = NOTHING;
    selectedWire.value = null;
    selectedGroup.value = null;
  };

  /** Shows something that has its tab already, with the past that it has. */
  const bring = ({ history: { shown, ...past }, states }: Parked) => {
    history.restore(past);
    deselect();
    show(shown);
    nodeStates.value = states;
  };

  const leavers = new Set<() => void>();
  const leave = () => {
    for (const leaver of leavers) leaver();
  };

  /** Nothing was done to it and nothing is known of it: whoever opens something else does not miss it. */
  const isUntouched = () => {
    const { undo, redo } = history.labels();
    const { workflow, document } = state.peek();
    const isAsSaved = sameContent(workflow, document.saved.peek());
    return undo === null && redo === null && isAsSaved && [...nodeStates.peek().values()].every(tellsNothing);
  };

  const open = (next: Workflow, opened: WorkflowDocument) => {
    leave();
    batch(() => {
      const before = state.peek().document;
      const makesRoom = isUntouched();
      if (!makesRoom) row.park();
      row.place(opened, makesRoom ? 'instead of' : 'after', before);
      bring({ history: { shown: { workflow: next, document: opened }, past: [], future: [] }, states: new Map() });
    });
  };

  const showTab = (document: WorkflowDocument) => {
    if (isShown(document) || !row.parked(document)) return;
    leave();
    batch(() => {
      row.park();
      const parked = row.unpark(document);
      if (parked) bring(parked);
    });
  };

  const close = (document: WorkflowDocument) =>
    batch((): ClosedTab | undefined => {
      const documents = row.tabs.peek().map((tab) => tab.document);
      const at = documents.indexOf(document);
      if (at < 0) return undefined;
      if (isShown(document)) {
        const next = documents[at + 1] ?? documents[at - 1];
        if (next) showTab(next);
        else {
          leave();
          row.park();
          const workflow = emptyWorkflow();
          const empty = createDocument(workflow);
          row.place(empty, 'after', document);
          bring({ history: { shown: { workflow, document: empty }, past: [], future: [] }, states: new Map() });
        }
      }
      const parked = row.parked(document);
      row.remove(document);
      return parked && { ...parked, at };
    });

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
    onLeave(listener) {
      leavers.add(listener);
      return () => void leavers.delete(listener);
    },
    tabs: row.tabs,
    open,
    openBehind: row.add,
    show: showTab,
    close,
    moveTab: row.move,
    openStates: row.states,
    setStates(document, states) {
      if (isShown(document)) nodeStates.value = states;
      else row.change(document, (parked) => ({ ...parked, states }));
    },
    history: (document = state.peek().document) => row.parked(document)?.history ?? ownHistory(),
    restoreHistory(restored) {
      const { shown, ...past } = restored;
      if (!isShown(shown.document)) return row.change(shown.document, (parked) => ({ ...parked, history: restored }));
      history.restore(past);
      show(shown);
    },
    replace(document, change) {
      if (isShown(document)) replaceShown(change);
      else row.change(document, (parked) => ({ ...parked, history: withShown(parked.history, change) }));
    },
    replaceThroughout(document, change) {
      const changed = (snapshot: Snapshot) => ({ ...snapshot, workflow: change(snapshot.workflow) });
      row.change(document, (parked) => ({ ...parked, history: throughout(parked.history, changed) }));
      if (!isShown(document)) return;
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
      if (!levels.look(viewport)) replaceShown((workflow) => setViewport(workflow, viewport));
    },
    setViewport: (viewport: Viewport) => replaceShown((workflow) => setViewport(workflow, viewport)),
    undo: () => restore(history.undo(state.peek())),
    redo: () => restore(history.redo(state.peek())),
  };
}
