import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Rect } from '../view/rect.ts';
import { inGraph, mapLayout, onMap } from './mapLayout.ts';

const number = fc.integer({ min: -5000, max: 5000 });
const length = fc.integer({ min: 1, max: 2000 });
const rect = fc.record({ x: number, y: number, width: length, height: length });

describe('the map of a graph', () => {
  it('holds every node and what is in view, whole', () => {
    fc.assert(
      fc.property(fc.array(rect, { maxLength: 20 }), rect, (nodes, inView) => {
        const layout = mapLayout(nodes, inView, [200, 140]);
        for (const each of [...nodes, inView]) {
          const { x, y, width, height } = onMap(layout, each);
          expect(Math.min(x, y)).toBeGreaterThanOrEqual(8 - 1e-6);
          expect(x + width).toBeLessThanOrEqual(192 + 1e-6);
          expect(y + height).toBeLessThanOrEqual(132 + 1e-6);
        }
      }),
    );
  });

  it('leads from each of its points to the place in the graph that is painted there', () => {
    fc.assert(
      fc.property(rect, rect, (node: Rect, inView) => {
        const layout = mapLayout([node], inView, [200, 140]);
        const { x, y } = onMap(layout, node);
        expect(inGraph(layout, [x, y])[0]).toBeCloseTo(node.x, 6);
        expect(inGraph(layout, [x, y])[1]).toBeCloseTo(node.y, 6);
      }),
    );
  });

  it('uses the room that it has', () => {
    const layout = mapLayout(
      [{ x: 0, y: 0, width: 1000, height: 10 }],
      { x: 0, y: 0, width: 100, height: 10 },
      [216, 116],
    );
    expect(layout.scale).toBeCloseTo(0.2);
  });
});
