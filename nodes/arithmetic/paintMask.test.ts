import { describe, expect, it } from 'vitest';
import { paintedField } from '../../src/painting/paintStroke.ts';
import { strokesIn } from '../../src/painting/stroke.ts';
import type { Tensor } from '../../src/tensor/tensor.ts';
import { finish } from '../../src/tensor/work.ts';
import { compute } from '../testing/compute.ts';
import { picturesOf } from '../testing/values.ts';

const spot = { points: [0.25, 0.5], radius: 0.2, hardness: 1, value: 1 };
const mask = async (inputs = {}, parameters = {}) => (await compute('paint_mask', inputs, parameters)).mask as Tensor;

describe('paint mask', () => {
  it('has the size of the picture, or its own where there is none', async () => {
    expect((await mask({ image: picturesOf([0.3], 48, 24) })).shape).toEqual([1, 3, 24, 48]);
    expect((await mask({}, { width: 16, height: 40 })).shape).toEqual([1, 3, 40, 16]);
  });

  it('is white where it was painted, black elsewhere, and the same in all colours', async () => {
    const { data } = await mask({ image: picturesOf([0.3], 40, 20) }, { strokes: [spot] });
    const colours = [0, 800, 1600];
    expect(colours.map((start) => data[start + 10 * 40 + 10])).toEqual([1, 1, 1]);
    expect(colours.map((start) => data[start + 10 * 40 + 30])).toEqual([0, 0, 0]);
  });

  it('is black where nothing was painted, and white when it is inverted', async () => {
    expect(new Set((await mask({}, { width: 8, height: 8 })).data)).toEqual(new Set([0]));
    expect(new Set((await mask({}, { width: 8, height: 8, invert: true })).data)).toEqual(new Set([1]));
  });

  it('fades at its edges by the feather, and stays within black and white', async () => {
    const size = { width: 40, height: 20 };
    const edge = async (feather: number) => {
      const { data } = await mask({}, { strokes: [spot, { ...spot, value: 3 }], feather, ...size });
      expect(Math.max(...data)).toBe(1);
      return data.filter((value) => value > 0.02 && value < 0.98).length;
    };
    expect(await edge(2)).toBeGreaterThan(await edge(0));
  });

  it('computes what the editor shows of a stroke of which a file says little', async () => {
    const short = { points: [0.25, 0.5], radius: 0.2, value: 1 };
    const { data } = await mask({}, { strokes: [short], width: 40, height: 20 });
    expect(data.subarray(0, 800)).toEqual(finish(paintedField(strokesIn([short]), { width: 40, height: 20 })));
  });

  it('refuses a point that has only one number', async () => {
    const strokes = [{ ...spot, points: [0.5] }];
    await expect(mask({}, { strokes })).rejects.toThrow('Each point needs two numbers');
  });
});
