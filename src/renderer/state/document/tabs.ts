import { computed, type ReadonlySignal, type Signal, signal } from '@preact/signals';
import type { Workflow } from '../../../graph/workflow/schema.ts';
import { sameContent, type WorkflowDocument } from './document.ts';
import type { NodeState } from './editor.ts';
import type { EditorHistory, Snapshot } from './editorHistory.ts';

export type NodeStates = ReadonlyMap<string, NodeState>;

/** A workflow that is open. */
export interface Tab {
  readonly document: WorkflowDocument;
  readonly workflow: Workflow;
  /** Differs from its file. */
  readonly unsaved: boolean;
  readonly isShown: boolean;
}

/** All that there is of an open workflow while another is shown. */
export interface Parked {
  readonly history: EditorHistory;
  readonly states: NodeStates;
}

interface Shown {
  readonly state: ReadonlySignal<Snapshot>;
  readonly states: Signal<NodeStates>;
  /** Takes all that there is of what is shown. */
  take(): Parked;
}

/** The places of the open workflows, and what is kept of those behind. */
export interface TabRow {
  readonly tabs: ReadonlySignal<readonly Tab[]>;
  /** What is known of the nodes of each. */
  readonly states: ReadonlySignal<ReadonlyMap<WorkflowDocument, NodeStates>>;
  parked(document: WorkflowDocument): Parked | undefined;
  change(document: WorkflowDocument, change: (parked: Parked) => Parked): void;
  /** Keeps what is shown behind another. */
  park(): void;
  /** Gives a workflow back that was behind: it is to be shown. */
  unpark(document: WorkflowDocument): Parked | undefined;
  /** Puts one behind the others, at a place or at the end. */
  add(parked: Parked, at?: number): void;
  /** Gives a place to what will be shown: that of another, or the one after it. */
  place(document: WorkflowDocument, how: 'instead of' | 'after', other: WorkflowDocument): void;
  /** Takes the place away. */
  remove(document: WorkflowDocument): void;
  move(document: WorkflowDocument, to: number): void;
}

export function createTabRow({ state, states, take }: Shown): TabRow {
  const shown = computed(() => state.value.document);
  const order = signal<readonly WorkflowDocument[]>([state.peek().document]);
  const behind = signal<ReadonlyMap<WorkflowDocument, Parked>>(new Map());

  const set = (document: WorkflowDocument, parked: Parked | undefined) => {
    const next = new Map(behind.peek());
    if (parked) next.set(document, parked);
    else next.delete(document);
    behind.value = next;
  };
  const without = (document: WorkflowDocument) => order.peek().filter((each) => each !== document);
  const insert = (document: WorkflowDocument, at: number) => {
    order.value = without(document).toSpliced(at, 0, document);
  };

  const tabOf = (document: WorkflowDocument): Tab => {
    const isShown = document === shown.value;
    const parked = isShown ? undefined : behind.value.get(document);
    const workflow = parked?.history.shown.workflow ?? state.value.workflow;
    const unsaved = !sameContent(workflow, document.saved.value);
    return { document, workflow, unsaved, isShown };
  };

  return {
    tabs: computed(() => order.value.map(tabOf)),
    states: computed(
      () =>
        new Map(
          order.value.map((each) => {
            const own = each === shown.value ? states.value : behind.value.get(each)?.states;
            return [each, own ?? new Map()] as const;
          }),
        ),
    ),
    parked: (document) => behind.peek().get(document),
    change(document, change) {
      const parked = behind.peek().get(document);
      if (parked) set(document, change(parked));
    },
    park() {
      set(state.peek().document, take());
    },
    unpark(document) {
      const parked = behind.peek().get(document);
      set(document, undefined);
      return parked;
    },
    add(parked, at = order.peek().length) {
      const { document } = parked.history.shown;
      set(document, parked);
      insert(document, at);
    },
    place(document, how, other) {
      const at = order.peek().indexOf(other);
      if (how === 'after') insert(document, at + 1);
      else order.value = order.peek().with(at, document);
    },
    remove(document) {
      set(document, undefined);
      order.value = without(document);
    },
    move: insert,
  };
}
