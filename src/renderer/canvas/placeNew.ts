import { freePlace } from '../../graph/edit/freePlace.ts';
import type { WorkflowNode } from '../../graph/workflow/schema.ts';
import type { NodePart } from '../state/document/editor.ts';
import type { Scene } from './scene.ts';
import { createNodeView, type NodeView, portPlace, unwired } from './view/nodeView.ts';
import type { Point } from './view/rect.ts';

/** From the node's corner to the part of it that is meant. */
function offsetOf(view: NodeView, part: NodePart): Point {
  if (part === 'corner') return [0, 0];
  if (part === 'middle') return [view.layout.width / 2, view.layout.height / 2];
  // An input that repeats is named as a whole before it has a wire.
  const place = portPlace(view, part.side, part.port) ?? portPlace(view, part.side, `${part.port}.1`);
  return place ? [place.x, place.y] : [0, 0];
}

/** Where a new node goes so that this part of it lies at the point, or as near as it can without covering another. */
export function placeNew(scene: Scene, node: WorkflowNode, at: Point, part: NodePart): Point {
  const view = createNodeView(node, scene.source.registry.get(node.type), unwired, undefined);
  const [x, y] = offsetOf(view, part);
  const { width, height } = view.layout;
  const wished = { x: Math.round(at[0] - x), y: Math.round(at[1] - y), width, height };
  return freePlace(
    wished,
    [...scene.nodes.values(), ...scene.boxes].map((each) => each.rect),
  );
}
