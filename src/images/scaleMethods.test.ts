import { readFileSync } from 'node:fs';
import { describe, expect, it, test } from 'vitest';
import { tensor } from '../tensor/tensor.ts';
import { finish } from '../tensor/work.ts';
import { type ScaleMethod, scaled } from './scaleMethods.ts';

interface Recorded {
  readonly rows: number;
  readonly columns: number;
  readonly picture: readonly number[];
  readonly cases: readonly { method: ScaleMethod; width: number; height: number; data: readonly number[] }[];
}

const file = new URL('../../fixtures/neighbours/scaling.json', import.meta.url);
const recorded = JSON.parse(readFileSync(file, 'utf8')) as Recorded;
const picture = tensor(Float32Array.from(recorded.picture), [1, 3, recorded.rows, recorded.columns]);

describe('a picture brought to another size has the numbers of torch, or of Pillow', () => {
  it.each(recorded.cases)('$method, $width x $height', ({ method, width, height, data }) => {
    const result = finish(scaled(picture, width, height, method));
    expect(result.shape).toEqual([1, 3, height, width]);
    const differences = data.map((value, index) => Math.abs(value - (result.data[index] as number)));
    expect(Math.max(...differences)).toBeLessThan(1e-6);
  });
});

test('Lanczos stops while it makes bytes of a picture, and while it makes a picture of them', () => {
  const columns = 3 * 2 ** 20;
  const picture = tensor(new Float32Array(columns), [1, 1, 1, columns]);
  let stops = 0;
  for (const _ of scaled(picture, columns, 1, 'lanczos')) stops++;
  expect(stops).toBe(2 * 3);
});
