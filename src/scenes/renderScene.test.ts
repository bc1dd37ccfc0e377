import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Tensor } from '../tensor/tensor.ts';
import { finish } from '../tensor/work.ts';
import { captionOf } from './caption.ts';
import { drawFactors } from './drawFactors.ts';
import {
  type Circumstances,
  grounds,
  type SceneFactors,
  styleNames,
  subjectColours,
  subjects,
  weathers,
} from './factors.ts';
import { renderScene } from './renderScene.ts';

const scene: SceneFactors = {
  subject: 'lighthouse',
  colour: 'red',
  ground: 'sea',
  weather: 'clear',
  style: 'flat',
  position: 0.5,
  size: 0.92,
  time: 0,
  palette: 0,
};

function render(factors: Partial<SceneFactors> = {}, side = 64, circumstances: Partial<Circumstances> = {}): Tensor {
  return finish(renderScene({ ...scene, ...factors }, { width: side, height: side }, circumstances));
}

const bytesOf = ({ data }: Tensor) => Uint8Array.from(data, (value) => Math.round(value * 255));
const sha = (picture: Tensor) => createHash('sha256').update(bytesOf(picture)).digest('hex').slice(0, 16);

/** Mean difference of two pictures, 0..1, over the rows and columns from `from` to `to`, as shares of the side. */
function difference(one: Tensor, other: Tensor, [left, top, right, bottom] = [0, 0, 1, 1]): number {
  const side = one.shape[3] as number;
  let [sum, count] = [0, 0];
  for (let row = Math.floor(top * side); row < bottom * side; row++) {
    for (let column = Math.floor(left * side); column < right * side; column++) {
      for (let channel = 0; channel < 3; channel++) {
        const at = (channel * side + row) * side + column;
        sum += Math.abs((one.data[at] as number) - (other.data[at] as number));
        count++;
      }
    }
  }
  return sum / count;
}

/** Each pixel the mean of four. */
function halved({ data, shape: [, , , side = 0] }: Tensor): Tensor {
  const half = side / 2;
  const result = new Float32Array(3 * half * half);
  for (let at = 0; at < result.length; at++) {
    const [row, column] = [Math.floor(at / half), at % half];
    const first = 2 * row * side + 2 * column;
    const four = [first, first + 1, first + side, first + side + 1].map((from) => data[from] as number);
    result[at] = four.reduce((sum, value) => sum + value / 4, 0);
  }
  return { data: result, shape: [1, 3, half, half] };
}

const factors: fc.Arbitrary<SceneFactors> = fc.record({
  subject: fc.constantFrom(...subjects),
  colour: fc.constantFrom(...subjectColours),
  ground: fc.constantFrom(...grounds),
  weather: fc.constantFrom(...weathers),
  style: fc.constantFrom(...styleNames),
  position: fc.double({ min: 0, max: 1, noNaN: true }),
  size: fc.double({ min: 0.4, max: 1.5, noNaN: true }),
  time: fc.double({ min: 0, max: 2, noNaN: true }),
  palette: fc.double({ min: -1, max: 1, noNaN: true }),
});

describe('a scene', () => {
  test('has the same pixels on every machine, in each style', () => {
    const shown = Object.fromEntries(styleNames.map((style) => [style, sha(render({ style, time: 0.7 }))]));
    expect(shown).toMatchInlineSnapshot(`
      {
        "flat": "80af6accfec1d035",
        "ink": "8a3d797665c2e79a",
        "mosaic": "4d5192c830d25653",
        "paper cut": "11cbe952b05bfb48",
        "watercolour": "ff572ed583a8ae3b",
      }
    `);
  });

  test('is a picture of the size that was asked for, whatever it shows', () => {
    const size = fc.integer({ min: 32, max: 90 });
    fc.assert(
      fc.property(factors, size, size, fc.integer({ min: 0, max: 1e6 }), (shown, width, height, variation) => {
        const { data, shape } = finish(renderScene(shown, { width, height }, { variation }));
        expect(shape).toEqual([1, 3, height, width]);
        expect(data.every((value) => value >= 0 && value <= 1)).toBe(true);
      }),
      { numRuns: 60 },
    );
  });

  test('looks the same at twice the size', () => {
    for (const style of styleNames) {
      expect(difference(render({ style }, 128), halved(render({ style }, 256))), style).toBeLessThan(0.02);
    }
  });

  test('comes back to where it was when its motion is over, and is elsewhere on the way', () => {
    for (const weather of weathers) {
      const [start, middle, end] = [0, 0.5, 1].map((motion) => render({ weather }, 64, { motion })) as [
        Tensor,
        Tensor,
        Tensor,
      ];
      expect(difference(start, end), weather).toBeLessThan(1e-6);
      expect(difference(start, middle), weather).toBeGreaterThan(1e-3);
    }
  });

  test('without any rain or snow is as under a clear sky, but for the clouds that it had', () => {
    for (const weather of ['rain', 'snow'] as const) {
      expect(difference(render({ weather }, 64, { weatherAmount: 0 }), render())).toBeLessThan(1e-6);
    }
  });

  test('painted in pieces is the scene painted at once', () => {
    const work = renderScene(scene, { width: 64, height: 64 });
    let stops = 0;
    let step = work.next();
    for (; !step.done; step = work.next()) stops++;
    expect(stops).toBeGreaterThan(10);
    expect(bytesOf(step.value)).toEqual(bytesOf(render()));
  });
});

describe('each factor shows where it belongs', () => {
  test('the position moves the subject', () => {
    const [left, right] = [render({ position: 0.25, weather: 'rain' }), render({ position: 0.75, weather: 'rain' })];
    const sides = [0, 0.5].map((x) => difference(left, right, [x, 0.3, x + 0.5, 0.8]));
    expect(Math.min(...sides)).toBeGreaterThan(0.02);
    expect(difference(left, right, [0, 0, 1, 0.12])).toBeLessThan(0.001);
  });

  test('size and colour change the subject and leave the sky', () => {
    for (const change of [{ size: 0.62 }, { colour: 'blue' }] as const) {
      expect(difference(render(), render(change), [0.35, 0.4, 0.65, 0.8])).toBeGreaterThan(0.03);
      expect(difference(render(), render(change), [0, 0, 0.3, 0.5])).toBeLessThan(0.001);
    }
  });

  test('night is darker than sunset, and sunset than day', () => {
    const light = (time: number) => render({ time }).data.reduce((sum, value) => sum + value, 0);
    expect(light(0)).toBeGreaterThan(light(1));
    expect(light(1)).toBeGreaterThan(light(2));
  });

  test('a warm palette has more red and less blue than a cool one', () => {
    const channel = (palette: number, index: number) =>
      render({ palette })
        .data.subarray(index * 4096, (index + 1) * 4096)
        .reduce((sum, value) => sum + value, 0);
    expect(channel(1, 0)).toBeGreaterThan(channel(-1, 0));
    expect(channel(1, 2)).toBeLessThan(channel(-1, 2));
  });

  test('no two values of any factor look alike', () => {
    const alternatives: readonly Partial<SceneFactors>[] = [
      ...subjects.map((subject) => ({ subject })),
      ...subjectColours.map((colour) => ({ colour })),
      ...grounds.map((ground) => ({ ground })),
      ...weathers.map((weather) => ({ weather })),
      ...styleNames.map((style) => ({ style })),
    ];
    for (const one of alternatives) {
      const others = alternatives.filter((other) => Object.keys(other)[0] === Object.keys(one)[0] && other !== one);
      for (const other of others) expect(difference(render(one), render(other))).toBeGreaterThan(0.004);
    }
  });
});

describe('factors drawn from a seed', () => {
  test('are the same for the same seed, and others for another', () => {
    expect(drawFactors(3, 5, {})).toEqual(drawFactors(3, 5, {}));
    expect(drawFactors(3, 5, {})).not.toEqual(drawFactors(4, 5, {}));
  });

  test('change in nothing but what is fixed', () => {
    for (let index = 0; index < 20; index++) {
      const [night, day] = [2, 0].map((time) => drawFactors(7, index, { time }));
      expect(night?.factors.time).toBe(2);
      expect(night).toEqual({ ...day, factors: { ...day?.factors, time: 2 } });
    }
  });

  test('take every value about equally often', () => {
    const drawn = Array.from({ length: 600 }, (_, index) => drawFactors(1, index, {}).factors);
    for (const subject of subjects) expect(drawn.filter((each) => each.subject === subject).length).toBeGreaterThan(80);
    for (const time of [0, 1, 2]) expect(drawn.filter((each) => each.time === time).length).toBeGreaterThan(150);
  });
});

test('a caption names every factor in words', () => {
  expect(
    captionOf({ ...scene, time: 1.8, weather: 'snow', size: 0.5, position: 0.9, palette: 1, style: 'paper cut' }),
  ).toBe('a small red lighthouse by the sea on the right at night in the snow, warm colours, paper cut style');
});
