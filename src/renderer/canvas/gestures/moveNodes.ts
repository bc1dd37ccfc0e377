import { placeGroups } from '../../../graph/edit/groups.ts';
import { placeNodes } from '../../../graph/edit/moveNodes.ts';
import { duplicate } from '../../../graph/edit/subgraph.ts';
import { threadNode, unthreadNode } from '../../../graph/edit/threadNode.ts';
import { parseLinkEnd } from '../../../graph/workflow/link.ts';
import { texts } from '../../text/texts.ts';
import type { Stage } from '../stage.ts';
import { type NodeView, unwired } from '../view/nodeView.ts';
import { contains, type Point } from '../view/rect.ts';
import { distanceTo } from '../view/wirePath.ts';
import type { WireView } from '../view/wireView.ts';
import { dragged, type Gesture, gestureKey, type Sample } from './gesture.ts';
import { type Grip, onlyOf, type Start, shiftedBy, startOf, wayTo } from './moving.ts';
import { areSelected, selectOnClick, selectOnPress } from './select.ts';
import { createShake } from './shake.ts';

/** Alt leaves the originals where they are and moves copies. */
function duplicateSelection(stage: Stage, key: string): void {
  const made = duplicate(stage.editor.workflow.peek(), stage.editor.selection.peek(), [0, 0]);
  stage.editor.edit(texts.steps.duplicate, () => made.workflow, key);
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

/** Drags nodes and everything selected with them. `clicked` is what a press without a drag means. */
export function moveGesture(stage: Stage, grip: Grip, from: Sample, clicked?: () => void): Gesture {
  const { ids } = grip;
  const wereSelected = areSelected(stage, ids);
  selectOnPress(stage, ids, from.adds);
  const before = stage.editor.workflow.peek();
  const key = gestureKey('move');
  const { registry } = stage.editor;
  const shaken = createShake();
  /** What was shaken out of a wire does not go into the next one within the same drag. */
  let takenOut = false;
  let start: Start | undefined;
  const letGo = () => {
    stage.interaction.threads = undefined;
    stage.interaction.guides = [];
    stage.repaint();
  };
  return {
    move(to) {
      const { screen, graph, event } = to;
      if (!start && !dragged(from.screen, screen)) return;
      if (!start && from.alt) duplicateSelection(stage, key);
      start ??= startOf(stage);
      const { nodes, groups } = start;
      const by = wayTo(stage, grip, start, from, to);
      stage.editor.edit(
        texts.steps.move,
        (workflow) => placeGroups(placeNodes(workflow, shiftedBy(nodes, by)), shiftedBy(groups, by)),
        key,
      );
      const only = onlyOf(start);
      if (only !== undefined && shaken(screen[0], event.timeStamp)) {
        takenOut = true;
        stage.editor.edit(texts.steps.takeOutOfWires, (workflow) => unthreadNode(workflow, registry, only), key);
      }
      stage.interaction.threads = only === undefined || takenOut ? undefined : wireUnder(stage, only, graph)?.link;
    },
    end() {
      const { threads } = stage.interaction;
      const to = threads && parseLinkEnd(threads.to);
      const only = start && onlyOf(start);
      letGo();
      if (to && only !== undefined)
        stage.editor.edit(texts.steps.putIntoWire, (workflow) => threadNode(workflow, registry, to, only), key);
      if (start) return;
      selectOnClick(stage, ids, from.adds, wereSelected);
      clicked?.();
    },
    cancel() {
      letGo();
      if (start) stage.editor.edit(texts.steps.move, () => before, key);
    },
  };
}

export function moveNodeGesture(stage: Stage, view: NodeView, from: Sample, clicked?: () => void): Gesture {
  return moveGesture(stage, { ids: new Set([view.id]), rect: view.rect }, from, clicked);
}
