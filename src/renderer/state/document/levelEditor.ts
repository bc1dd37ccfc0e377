import { computed, type ReadonlySignal } from '@preact/signals';
import type { Level } from '../../../graph/blocks/level.ts';
import { putLevel } from '../../../graph/blocks/putLevel.ts';
import type { Workflow, WorkflowBlock } from '../../../graph/workflow/schema.ts';
import { withBlockStates } from '../run/blockStates.ts';
import type { EditorStore } from './createEditor.ts';
import type { Editor } from './editor.ts';

/** The editor as the canvas and the panels see it: the level that is open is the workflow. */
export interface LevelEditor
  extends Editor,
    Pick<EditorStore, 'level' | 'enter' | 'document' | 'dirty' | 'steps' | 'tabs' | 'show' | 'moveTab'> {
  /** All levels: what is run and saved. */
  readonly whole: ReadonlySignal<Workflow>;
  /** The open block and those around it, the outermost first. */
  readonly path: ReadonlySignal<readonly WorkflowBlock[]>;
  /** The level that is seen where it shows the node, else the whole, and an edit of that. */
  around(node: string): { readonly workflow: Workflow; readonly edit: Editor['edit'] };
  /** One undoable edit of all levels. */
  editWhole(label: string, change: (workflow: Workflow) => Workflow, merge?: string): void;
}

export function createLevelEditor(store: EditorStore): LevelEditor {
  const { level } = store;
  const { selection, selectedWire, selectedGroup, document, dirty, steps, undo, redo, enter } = store;
  const { tabs, show, moveTab, onLeave } = store;
  const edit: Editor['edit'] = (label, change, merge) => {
    const before = level.peek();
    store.edit(label, () => putLevel(before, change(before.workflow)), merge);
  };
  return {
    get registry() {
      return level.value.registry;
    },
    workflow: computed(() => level.value.workflow),
    nodeStates: withBlockStates(store.nodeStates, level),
    whole: store.workflow,
    path: computed(() => pathTo(level.value)),
    level,
    selection,
    selectedWire,
    selectedGroup,
    document,
    dirty,
    steps,
    undo,
    redo,
    enter,
    tabs,
    show,
    moveTab,
    onLeave,
    editWhole: store.edit,
    edit,
    around(node) {
      const seen = level.value.workflow;
      const isSeen = seen.nodes.some(({ id }) => id === node);
      return isSeen ? { workflow: seen, edit } : { workflow: store.workflow.value, edit: store.edit };
    },
    setViewport: store.look,
  };
}

function pathTo({ open, tree }: Level): readonly WorkflowBlock[] {
  if (open === null) return [];
  return [open, ...tree.around(open)].reverse().flatMap((id) => tree.blocks.get(id) ?? []);
}
