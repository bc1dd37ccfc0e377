import type { Measures } from '../../../graph/edit/measures.ts';
import type { Scene } from '../scene.ts';
import { createNodeView, portPlace, unwired } from './nodeView.ts';

/** Sizes and ports as they are on the canvas, pictures and all; of a node that is not there yet, as it will be. */
export function drawnMeasures(scene: () => Scene): Measures {
  return {
    sizeOf(node) {
      const { allNodes, source } = scene();
      const { rect } =
        allNodes.get(node.id) ?? createNodeView(node, source.registry.get(node.type), unwired, undefined);
      return [rect.width, rect.height];
    },
    portTop(side, { node, port }) {
      const view = scene().allNodes.get(node);
      return (view && portPlace(view, side, port)?.y) ?? 0;
    },
  };
}
