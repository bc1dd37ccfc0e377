import { dissolveBlock, partsOf } from '../../graph/edit/dissolveBlock.ts';
import { nodesInSight } from '../../graph/edit/grouping/outOfSight.ts';
import { blockRefusal, makeBlock } from '../../graph/edit/makeBlock.ts';
import { select } from '../app/actions.ts';
import type { App } from '../app/createApp.ts';
import { texts } from '../text/texts.ts';
import { type Command, hasSelection } from './command.ts';

/** The only selected block; undefined for any other selection, and where a collapsed group is seen in its place. */
export function selectedBlock({ editor }: App): string | undefined {
  const [only, ...more] = editor.selection.value;
  const { tree, workflow } = editor.level.value;
  if (more.length > 0 || only === undefined || !tree.blocks.has(only)) return undefined;
  return nodesInSight(workflow).find(({ id }) => id === only)?.id;
}

function make(app: App): void {
  const { editor, log, ui } = app;
  const level = editor.level.peek();
  const selection = editor.selection.peek();
  const refusal = blockRefusal(level, selection);
  if (refusal !== undefined) {
    log.notify({ level: 'warning', message: refusal });
    return;
  }
  const made = makeBlock(level, selection, ui.canvas.peek()?.measures);
  if (!made) return;
  editor.editWhole(texts.steps.makeBlock, () => made.workflow);
  select(app, [made.id]);
}

function dissolve(app: App): void {
  const id = selectedBlock(app);
  if (id === undefined) return;
  const parts = partsOf(app.editor.whole.peek(), id);
  app.editor.editWhole(texts.steps.dissolveBlock, (workflow) => dissolveBlock(workflow, id));
  select(app, parts);
}

/** To the level around, with the block selected that was open. */
function leave(app: App): void {
  const { open, tree } = app.editor.level.peek();
  if (open === null) return;
  app.editor.enter(tree.parentOf(open));
  select(app, [open]);
}

export const blockCommands: readonly Command[] = [
  {
    id: 'make-block',
    section: 'Node',
    keys: ['Ctrl+Shift+E', 'Ctrl+Alt+G'],
    enabled: hasSelection,
    run: make,
  },
  {
    id: 'open-block',
    section: 'Node',
    keys: ['Enter'],
    enabled: (app) => selectedBlock(app) !== undefined,
    run: (app) => app.editor.enter(selectedBlock(app) ?? null),
  },
  {
    id: 'leave-block',
    section: 'Node',
    keys: ['Escape'],
    enabled: (app) => app.editor.level.value.open !== null,
    run: leave,
  },
  {
    id: 'dissolve-block',
    section: 'Node',
    keys: ['Ctrl+Shift+G'],
    enabled: (app) => selectedBlock(app) !== undefined,
    run: dissolve,
  },
  {
    id: 'save-block',
    section: 'Node',
    keys: [],
    enabled: (app) => selectedBlock(app) !== undefined,
    run: (app) => {
      const id = selectedBlock(app);
      if (id !== undefined) void app.ownBlocks.save(app.editor.whole.peek(), id);
    },
  },
];
