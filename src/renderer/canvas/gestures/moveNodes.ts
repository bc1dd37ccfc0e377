import { placeNodes } from '../../../graph/edit/moveNodes.ts';
import { duplicate } from '../../../graph/edit/subgraph.ts';
import type { Stage } from '../stage.ts';
import type { NodeView } from '../view/nodeView.ts';
import type { Point } from '../view/rect.ts';
import { dragged, type Gesture, gestureKey, type Sample } from './gesture.ts';
import { selectOnClick, selectOnPress } from './select.ts';

type Positions = ReadonlyMap<string, Point>;

function positionsOf(stage: Stage): Positions {
  const chosen = stage.editor.selection.peek();
  const nodes = stage.editor.workflow.peek().nodes.filter((node) => chosen.has(node.id));
  return new Map(nodes.map((node) => [node.id, node.position]));
}

function moved(start: Positions, from: Point, to: Point): Positions {
  const by = [Math.round(to[0] - from[0]), Math.round(to[1] - from[1])] as const;
  return new Map([...start].map(([id, [x, y]]) => [id, [x + by[0], y + by[1]] as const]));
}

/** Alt leaves the originals where they are and moves copies. */
function duplicateSelection(stage: Stage, key: string): void {
  const made = duplicate(stage.editor.workflow.peek(), stage.editor.selection.peek(), [0, 0]);
  stage.editor.edit('Duplicate', () => made.workflow, key);
  stage.editor.selection.value = new Set(made.ids);
}

/** Drags the node and everything selected with it. `clicked` is what a press without a drag means. */
export function moveGesture(stage: Stage, view: NodeView, from: Sample, clicked?: () => void): Gesture {
  const wasSelected = stage.editor.selection.peek().has(view.id);
  selectOnPress(stage, view.id, from.shift);
  const before = stage.editor.workflow.peek();
  const key = gestureKey('move');
  let start: Positions | undefined;
  return {
    move({ screen, graph }) {
      if (!start && !dragged(from.screen, screen)) return;
      if (!start && from.alt) duplicateSelection(stage, key);
      start ??= positionsOf(stage);
      const positions = moved(start, from.graph, graph);
      stage.editor.edit('Move', (workflow) => placeNodes(workflow, positions), key);
    },
    end() {
      if (start) return;
      selectOnClick(stage, view.id, from.shift, wasSelected);
      clicked?.();
    },
    cancel() {
      if (start) stage.editor.edit('Move', () => before, key);
    },
  };
}
