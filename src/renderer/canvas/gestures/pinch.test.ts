import { describe, expect, it } from 'vitest';
import { toGraph, type Viewport } from '../view/viewport.ts';
import { pinched } from './pinch.ts';

const view: Viewport = { x: 100, y: -40, zoom: 0.8 };

describe('two fingers', () => {
  it('keep what lies between them between them, whatever they do', () => {
    const after = pinched(
      view,
      [
        [100, 100],
        [300, 100],
      ],
      [
        [180, 260],
        [480, 300],
      ],
    );
    const [x, y] = toGraph(after, [330, 280]);
    const [wantedX, wantedY] = toGraph(view, [200, 100]);
    expect([x, y]).toEqual([expect.closeTo(wantedX, 6), expect.closeTo(wantedY, 6)]);
  });

  it('zoom by how far they spread', () => {
    expect(
      pinched(
        view,
        [
          [100, 100],
          [200, 100],
        ],
        [
          [100, 100],
          [100, 250],
        ],
      ).zoom,
    ).toBeCloseTo(1.2, 6);
  });

  it('pan without zooming where they keep their distance', () => {
    expect(
      pinched(
        view,
        [
          [0, 0],
          [100, 0],
        ],
        [
          [40, 16],
          [140, 16],
        ],
      ),
    ).toEqual({ x: 50, y: -60, zoom: 0.8 });
  });

  it('on one spot zoom by no more than they can', () => {
    const { zoom } = pinched(
      view,
      [
        [5, 5],
        [5, 5],
      ],
      [
        [0, 0],
        [200, 0],
      ],
    );
    expect(Number.isFinite(zoom)).toBe(true);
  });
});
