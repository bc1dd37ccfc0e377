import { isEdge } from '../../graph/blocks/edges.ts';
import { duplicate, subgraph } from '../../graph/edit/subgraph.ts';
import { tidy } from '../../graph/edit/tidy.ts';
import { isRefused, select } from '../app/actions.ts';
import type { App } from '../app/createApp.ts';
import { texts } from '../text/texts.ts';
import { copyToClipboard, pasteFromClipboard, removeSelected, selectedText } from './clipboard.ts';
import { always, type Command, hasGroup, hasSelection, selectedIds } from './command.ts';
import { hasWire, wireCommands } from './wireCommands.ts';

function copySelected(app: App): void {
  const text = selectedText(app);
  if (text !== undefined) void copyToClipboard(text);
}

function duplicateSelected(app: App): void {
  const { editor } = app;
  const selection = selectedIds(app);
  if (isRefused(app, subgraph(editor.whole.peek(), selection))) return;
  let ids: readonly string[] = [];
  editor.edit(texts.steps.duplicateNodes(selection.size), (workflow) => {
    const copy = duplicate(workflow, selection);
    ids = copy.ids;
    return copy.workflow;
  });
  select(app, ids);
}

const selectsSeveral = ({ ui }: App): boolean => ui.canvas.value?.selectsSeveral.value === true;

function toggleSeveral({ ui }: App): void {
  const several = ui.canvas.peek()?.selectsSeveral;
  if (several) several.value = !several.peek();
}

export const editCommands: readonly Command[] = [
  {
    id: 'undo',
    inAppView: true,
    section: 'Edit',
    keys: ['Ctrl+Z'],
    whileExploring: true,
    enabled: (app) => app.editor.steps.value.undo !== null,
    run: (app) => app.editor.undo(),
  },
  {
    id: 'redo',
    inAppView: true,
    section: 'Edit',
    keys: ['Ctrl+Shift+Z', 'Ctrl+Y'],
    whileExploring: true,
    enabled: (app) => app.editor.steps.value.redo !== null,
    run: (app) => app.editor.redo(),
  },
  {
    id: 'cut',
    section: 'Edit',
    keys: ['Ctrl+X'],
    byClipboard: true,
    enabled: hasSelection,
    run: (app) => {
      copySelected(app);
      removeSelected(app, texts.steps.cutNodes);
    },
  },
  {
    id: 'copy',
    section: 'Edit',
    keys: ['Ctrl+C'],
    byClipboard: true,
    enabled: hasSelection,
    run: copySelected,
  },
  {
    id: 'paste',
    section: 'Edit',
    keys: ['Ctrl+V'],
    byClipboard: true,
    enabled: always,
    run: (app) => void pasteFromClipboard(app),
  },
  {
    id: 'duplicate',
    section: 'Edit',
    keys: ['Ctrl+D'],
    enabled: hasSelection,
    run: duplicateSelected,
  },
  {
    id: 'delete',
    section: 'Edit',
    keys: ['Delete', 'Backspace'],
    enabled: hasSelection,
    run: (app) => removeSelected(app),
  },
  ...wireCommands,
  {
    id: 'deselect',
    section: 'Edit',
    keys: ['Escape'],
    enabled: (app) => app.editor.selection.value.size > 0 || hasWire(app) || hasGroup(app) || selectsSeveral(app),
    run(app) {
      if (selectsSeveral(app)) toggleSeveral(app);
      select(app, []);
    },
  },
  {
    id: 'select-all',
    section: 'Edit',
    keys: ['Ctrl+A'],
    enabled: (app) => app.editor.workflow.value.nodes.length > 0,
    run: (app) =>
      select(
        app,
        app.editor.workflow
          .peek()
          .nodes.map((node) => node.id)
          .filter((id) => !isEdge(id)),
      ),
  },
  {
    id: 'select-several',
    section: 'Edit',
    keys: [],
    enabled: (app) => app.ui.canvas.value !== null,
    run: toggleSeveral,
  },
  {
    id: 'tidy',
    section: 'Edit',
    keys: ['Ctrl+Shift+L'],
    enabled: (app) => app.editor.workflow.value.nodes.length > 1,
    run: (app) => {
      const selection = app.editor.selection.peek();
      const some = selection.size > 1 ? selection : undefined;
      app.editor.edit(texts.steps.tidy, (workflow) => tidy(workflow, some, app.ui.canvas.peek()?.measures));
    },
  },
];
