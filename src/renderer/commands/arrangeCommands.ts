import { type Alignment, align, distribute } from '../../graph/edit/arrange.ts';
import { moveGroup } from '../../graph/edit/groups.ts';
import { estimated } from '../../graph/edit/measures.ts';
import { moveSelection } from '../../graph/edit/moveSelection.ts';
import { unthreadNode } from '../../graph/edit/threadNode.ts';
import type { Workflow } from '../../graph/workflow/schema.ts';
import type { App } from '../app/createApp.ts';
import { texts } from '../text/texts.ts';
import { type Command, hasGroup, hasSelection, titleOf } from './command.ts';

const atLeast = (count: number) => (app: App) => app.editor.selection.value.size >= count;
const measuresOf = (app: App) => app.ui.canvas.peek()?.measures ?? estimated;

function aligning(to: Alignment, keys: string): Command {
  const id = `align-${to}` as const;
  return {
    id,
    section: 'Arrange',
    keys: [keys],
    enabled: atLeast(2),
    run: (app) =>
      app.editor.edit(titleOf({ id }), (workflow) => align(workflow, app.editor.selection.peek(), to, measuresOf(app))),
  };
}

function distributing(id: 'distribute-across' | 'distribute-down', axis: 0 | 1, keys: string): Command {
  return {
    id,
    section: 'Arrange',
    keys: [keys],
    enabled: atLeast(3),
    run: (app) =>
      app.editor.edit(titleOf({ id }), (workflow) =>
        distribute(workflow, app.editor.selection.peek(), axis, measuresOf(app)),
      ),
  };
}

/** Graph units of one press. */
const coarse = 10;

type Direction = 'left' | 'right' | 'up' | 'down';

const directions: Readonly<Record<Direction, { readonly key: string; readonly by: readonly [number, number] }>> = {
  left: { key: 'ArrowLeft', by: [-1, 0] },
  right: { key: 'ArrowRight', by: [1, 0] },
  up: { key: 'ArrowUp', by: [0, -1] },
  down: { key: 'ArrowDown', by: [0, 1] },
};

/** Presses that follow each other are one step of undo. */
function nudging(direction: Direction, distance: number): Command {
  const { key, by } = directions[direction];
  const isFine = distance === 1;
  return {
    id: `nudge-${direction}${isFine ? '-finely' : ''}`,
    section: 'Arrange',
    keys: [isFine ? `Shift+${key}` : key],
    unlisted: true,
    enabled: (app) => app.editor.selection.value.size > 0 || hasGroup(app),
    run: (app) => {
      const step = [by[0] * distance, by[1] * distance] as const;
      const group = app.editor.selectedGroup.peek();
      const selection = app.editor.selection.peek();
      const move = (workflow: Workflow) =>
        group === null ? moveSelection(workflow, selection, step) : moveGroup(workflow, group, step);
      app.editor.edit(texts.steps.move, move, `nudge ${group === null ? [...selection].join() : `group:${group}`}`);
    },
  };
}

function takeOut({ editor }: App): void {
  const [id] = editor.selection.peek();
  editor.edit(texts.steps.takeOutOfWires, (workflow) =>
    id === undefined ? workflow : unthreadNode(workflow, editor.registry, id),
  );
}

export const arrangeCommands: readonly Command[] = [
  {
    id: 'take-out',
    section: 'Arrange',
    keys: ['X'],
    enabled: (app) => app.editor.selection.value.size === 1 && hasSelection(app),
    run: takeOut,
  },
  aligning('left', 'Alt+A'),
  aligning('centre', 'Alt+H'),
  aligning('right', 'Alt+D'),
  aligning('top', 'Alt+W'),
  aligning('middle', 'Alt+V'),
  aligning('bottom', 'Alt+S'),
  distributing('distribute-across', 0, 'Alt+Shift+H'),
  distributing('distribute-down', 1, 'Alt+Shift+V'),
  ...(['left', 'right', 'up', 'down'] as const).flatMap((direction) => [
    nudging(direction, coarse),
    nudging(direction, 1),
  ]),
];
