import { placeNodes } from '../../../graph/edit/moveNodes.ts';
import { duplicate } from '../../../graph/edit/subgraph.ts';
import { threadNode, unthreadNode } from '../../../graph/edit/threadNode.ts';
import { parseLinkEnd } from '../../../graph/workflow/link.ts';
import type { Stage } from '../stage.ts';
import { type NodeView, unwired } from '../view/nodeView.ts';
import { contains, type Point } from '../view/rect.ts';
import { distanceTo } from '../view/wirePath.ts';
import type { WireView } from '../view/wireView.ts';
import { dragged, type Gesture, gestureKey, type Sample } from './gesture.ts';
import { selectOnClick, selectOnPress } from './select.ts';
import { createShake } from './shake.ts';

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

/** How near to a wire a node is held to go into it. CSS pixels. */
const wireReach = 12;

/** The wire at a point that would go into a node which has none yet. */
function wireUnder(stage: Stage, id: string, at: Point): WireView | undefined {
  const { nodes, wires } = stage.scene();
  const { inputs, outputs } = nodes.get(id)?.wired ?? unwired;
  if (inputs.size + outputs.size > 0) return undefined;
  const reach = wireReach / stage.viewport().zoom;
  const { registry, workflow } = stage.editor;
  return wires.find(({ path, to, bounds }) => {
    if (!contains(bounds, at) || distanceTo(path, at) > reach) return false;
    return threadNode(workflow.peek(), registry, to, id) !== workflow.peek();
  });
}

/** Drags the node and everything selected with it. `clicked` is what a press without a drag means. */
export function moveGesture(stage: Stage, view: NodeView, from: Sample, clicked?: () => void): Gesture {
  const wasSelected = stage.editor.selection.peek().has(view.id);
  selectOnPress(stage, view.id, from.shift);
  const before = stage.editor.workflow.peek();
  const key = gestureKey('move');
  const { registry } = stage.editor;
  const shaken = createShake();
  /** What was shaken out of a wire does not go into the next one within the same drag. */
  let takenOut = false;
  let start: Positions | undefined;
  return {
    move({ screen, graph, event }) {
      if (!start && !dragged(from.screen, screen)) return;
      if (!start && from.alt) duplicateSelection(stage, key);
      start ??= positionsOf(stage);
      const positions = moved(start, from.graph, graph);
      stage.editor.edit('Move', (workflow) => placeNodes(workflow, positions), key);
      const only = start.size === 1 ? [...start.keys()][0] : undefined;
      if (only !== undefined && shaken(screen[0], event.timeStamp)) {
        takenOut = true;
        stage.editor.edit('Take out of its wires', (workflow) => unthreadNode(workflow, registry, only), key);
      }
      stage.interaction.threads = only === undefined || takenOut ? undefined : wireUnder(stage, only, graph)?.link;
    },
    end() {
      const { threads } = stage.interaction;
      const to = threads && parseLinkEnd(threads.to);
      const [only] = start?.keys() ?? [];
      stage.interaction.threads = undefined;
      if (to && only !== undefined)
        stage.editor.edit('Put into the wire', (workflow) => threadNode(workflow, registry, to, only), key);
      if (start) return;
      selectOnClick(stage, view.id, from.shift, wasSelected);
      clicked?.();
    },
    cancel() {
      stage.interaction.threads = undefined;
      if (start) stage.editor.edit('Move', () => before, key);
    },
  };
}
