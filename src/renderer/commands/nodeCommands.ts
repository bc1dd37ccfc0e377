import { nodesInSight } from '../../graph/edit/grouping/outOfSight.ts';
import { setCollapsed, setMode } from '../../graph/edit/setNode.ts';
import { toggleOutput } from '../../graph/edit/shownOutputs.ts';
import type { WorkflowNode } from '../../graph/workflow/schema.ts';
import type { App } from '../app/createApp.ts';
import { complaintOf } from '../state/complaint.ts';
import { texts } from '../text/texts.ts';
import { type Command, hasSelection, selectedIds } from './command.ts';

function selectedNodes(app: App): readonly WorkflowNode[] {
  const selection = selectedIds(app);
  return app.editor.workflow.peek().nodes.filter((node) => selection.has(node.id));
}

/** Puts all selected nodes into a mode, or back on when they all are in it. */
function toggleMode(app: App, mode: 'bypass' | 'mute'): void {
  const selection = selectedIds(app);
  const next = selectedNodes(app).every((node) => node.mode === mode) ? 'on' : mode;
  app.editor.edit(next === 'on' ? texts.steps.enable : texts.steps[mode], (workflow) =>
    setMode(workflow, selection, next),
  );
}

/** Those of the selected nodes that have an error or warnings. */
function notedNodes({ editor }: App): readonly string[] {
  const { selection, workflow, nodeStates, registry } = editor;
  return workflow.value.nodes
    .filter((node) => selection.value.has(node.id))
    .filter((node) => complaintOf(node, registry.get(node.type), nodeStates.value.get(node.id)))
    .map(({ id }) => id);
}

export const nodeCommands: readonly Command[] = [
  {
    id: 'bypass',
    section: 'Node',
    keys: ['B'],
    enabled: hasSelection,
    run: (app) => toggleMode(app, 'bypass'),
  },
  {
    id: 'mute',
    section: 'Node',
    keys: ['M'],
    enabled: hasSelection,
    run: (app) => toggleMode(app, 'mute'),
  },
  {
    id: 'note',
    section: 'Node',
    keys: ['N'],
    enabled: (app) => app.editor.selection.value.size > 0 && notedNodes(app).length > 0,
    run: (app) => app.ui.canvas.peek()?.toggleNotes(notedNodes(app)),
  },
  {
    id: 'rename',
    section: 'Node',
    keys: ['F2'],
    enabled: (app) => app.editor.selection.value.size === 1 && hasSelection(app),
    run: (app) => {
      app.preferences.set({ inspector: true });
      app.ui.renaming.value = [...app.editor.selection.peek()][0] ?? null;
    },
  },
  {
    id: 'collapse',
    section: 'Node',
    keys: ['C'],
    enabled: hasSelection,
    run: (app) => {
      const selection = selectedIds(app);
      // What nobody sees is left as it is.
      const seen = nodesInSight(app.editor.workflow.peek()).filter(({ id }) => selection.has(id));
      const collapse = !seen.every((node) => node.collapsed);
      const ids = seen.map(({ id }) => id);
      app.editor.edit(collapse ? texts.steps.collapse : texts.steps.expand, (workflow) =>
        setCollapsed(workflow, ids, collapse),
      );
    },
  },
  {
    id: 'output',
    section: 'Node',
    keys: [],
    enabled: ({ editor }) => {
      const [id, ...more] = editor.selection.value;
      return more.length === 0 && editor.whole.value.nodes.some((node) => node.id === id);
    },
    run: (app) => {
      const [id] = app.editor.selection.peek();
      const isShown = app.editor.whole.peek().outputs?.includes(id ?? '');
      app.editor.editWhole(isShown ? texts.steps.hideInAppView : texts.steps.showInAppView, (workflow) =>
        id === undefined ? workflow : toggleOutput(workflow, id),
      );
    },
  },
];
