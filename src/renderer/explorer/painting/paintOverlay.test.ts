import { describe, expect, it } from 'vitest';
import { paintedField } from '../../../painting/paintStroke.ts';
import type { Stroke } from '../../../painting/stroke.ts';
import { finish } from '../../../tensor/work.ts';
import { createOverlay, overlaySize, paintPixels } from './paintOverlay.ts';

const size = { width: 24, height: 16 };
const stroke = (points: readonly number[], more: Partial<Stroke> = {}): Stroke => ({
  ...{ points, radius: 0.2, hardness: 0.5, value: 1, opacity: 1 },
  ...more,
});

describe('paint over a picture', () => {
  it('is what the engine makes of the strokes, however they came about', () => {
    const overlay = createOverlay(size);
    const first = stroke([0.2, 0.5]);
    const second = stroke([0.3, 0.5, 0.9, 0.5], { value: 0 });
    const steps = [
      [first],
      [first, stroke([0.3, 0.5])],
      [first, second],
      [first, second, stroke([0.5, 0.1])],
      // Undone twice, and gone on otherwise.
      [first],
      [stroke([0.8, 0.8]), stroke([0.5, 0.1])],
      [stroke([0.8, 0.8], { hardness: 1 }), stroke([0.5, 0.1])],
      [],
    ];
    for (const strokes of steps) expect(overlay(strokes)).toEqual(finish(paintedField(strokes, size)));
  });

  it('is small where the picture is large, and of its shape', () => {
    expect(overlaySize({ width: 1536, height: 768 }, [])).toEqual({ width: 384, height: 192 });
    expect(overlaySize({ width: 128, height: 64 }, [])).toEqual({ width: 128, height: 64 });
  });

  it('is smaller the more there is to draw, and left out where it would take too long', () => {
    const scribble = stroke(
      Array.from({ length: 600 }, (_, index) => (index % 7) / 7),
      { radius: 0.5 },
    );
    const size = { width: 1000, height: 1000 };
    expect(overlaySize(size, [scribble])?.width).toBeLessThan(384);
    expect(
      overlaySize(
        size,
        Array.from({ length: 2000 }, () => scribble),
      ),
    ).toBeUndefined();
  });

  it('is clear where nothing was painted, orange above zero and blue below', () => {
    const pixels = paintPixels(Float32Array.from([0, 2, -1]), 2);
    const colour = (index: number) => [...pixels.subarray(index * 4, index * 4 + 4)];
    expect(colour(0)[3]).toBe(0);
    const [, above, below] = [0, 1, 2].map(colour) as [number[], number[], number[]];
    expect(above[0]).toBeGreaterThan(above[2] as number);
    expect(below[2]).toBeGreaterThan(below[0] as number);
    expect(above[3]).toBeGreaterThan(below[3] as number);
  });
});
