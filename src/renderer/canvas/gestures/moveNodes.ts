import { selectedBoxes } from '../../../graph/edit/grouping/selectedBoxes.ts';
import { placeGroups } from '../../../graph/edit/groups.ts';
import { placeNodes } from '../../../graph/edit/moveNodes.ts';
import { duplicate } from '../../../graph/edit/subgraph.ts';
import { threadNode, unthreadNode } from '../../../graph/edit/threadNode.ts';
import { parseLinkEnd } from '../../../graph/workflow/link.ts';
import type { Stage } from '../stage.ts';
import { type NodeView, unwired } from '../view/nodeView.ts';
import { contains, type Point, type Rect } from '../view/rect.ts';
import { distanceTo } from '../view/wirePath.ts';
import type { WireView } from '../view/wireView.ts';
import { dragged, type Gesture, gestureKey, type Sample } from './gesture.ts';
import { areSelected, selectOnClick, selectOnPress } from './select.ts';
import { createShake } from './shake.ts';
import { wayOf } from './snap.ts';

type Positions = ReadonlyMap<string, Point>;

/** Where everything stands that is selected. */
interface Start {
  readonly nodes: Positions;
  /** Collapsed groups go with their nodes. */
  readonly groups: Positions;
}

function startOf({ editor }: Stage): Start {
  const chosen = editor.selection.peek();
  const workflow = editor.workflow.peek();
  const boxes = selectedBoxes(workflow, chosen);
  const places = (all: readonly { readonly id: string; readonly position: Point }[], ids: ReadonlySet<string>) =>
    new Map(all.filter(({ id }) => ids.has(id)).map(({ id, position }) => [id, position]));
  return { nodes: places(workflow.nodes, chosen), groups: places(workflow.groups, boxes) };
}

/** The only node that is moved, where it is one alone. */
function onlyOf({ nodes, groups }: Start): string | undefined {
  return nodes.size === 1 && groups.size === 0 ? [...nodes.keys()][0] : undefined;
}

function shiftedBy(positions: Positions, by: Point): Positions {
  return new Map([...positions].map(([id, [x, y]]) => [id, [x + by[0], y + by[1]] as const]));
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

/** What was taken hold of. */
export interface Grip {
  /** Nodes: of a collapsed group all that it is shown in place of. */
  readonly ids: ReadonlySet<string>;
  readonly rect: Rect;
}

/** Drags nodes and everything selected with them. `clicked` is what a press without a drag means. */
export function moveGesture(stage: Stage, { ids, rect }: Grip, from: Sample, clicked?: () => void): Gesture {
  const wereSelected = areSelected(stage, ids);
  selectOnPress(stage, ids, from.shift);
  const before = stage.editor.workflow.peek();
  const key = gestureKey('move');
  const { registry } = stage.editor;
  const shaken = createShake();
  /** What was shaken out of a wire does not go into the next one within the same drag. */
  let takenOut = false;
  let start: Start | undefined;
  return {
    move(to) {
      const { screen, graph, event } = to;
      if (!start && !dragged(from.screen, screen)) return;
      if (!start && from.alt) duplicateSelection(stage, key);
      start ??= startOf(stage);
      const { nodes, groups } = start;
      const by = wayOf(from, to, [rect.x, rect.y]);
      stage.editor.edit(
        'Move',
        (workflow) => placeGroups(placeNodes(workflow, shiftedBy(nodes, by)), shiftedBy(groups, by)),
        key,
      );
      const only = onlyOf(start);
      if (only !== undefined && shaken(screen[0], event.timeStamp)) {
        takenOut = true;
        stage.editor.edit('Take out of its wires', (workflow) => unthreadNode(workflow, registry, only), key);
      }
      stage.interaction.threads = only === undefined || takenOut ? undefined : wireUnder(stage, only, graph)?.link;
    },
    end() {
      const { threads } = stage.interaction;
      const to = threads && parseLinkEnd(threads.to);
      const only = start && onlyOf(start);
      stage.interaction.threads = undefined;
      if (to && only !== undefined)
        stage.editor.edit('Put into the wire', (workflow) => threadNode(workflow, registry, to, only), key);
      if (start) return;
      selectOnClick(stage, ids, from.shift, wereSelected);
      clicked?.();
    },
    cancel() {
      stage.interaction.threads = undefined;
      if (start) stage.editor.edit('Move', () => before, key);
    },
  };
}

export function moveNodeGesture(stage: Stage, view: NodeView, from: Sample, clicked?: () => void): Gesture {
  return moveGesture(stage, { ids: new Set([view.id]), rect: view.rect }, from, clicked);
}
