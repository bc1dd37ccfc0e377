import { describe, expect, it } from 'vitest';
import { finish } from '../tensor/work.ts';
import { easings } from './easing.ts';
import { path } from './path.ts';
import { pathThrough } from './pathThrough.ts';
import { slerp } from './slerp.ts';
import { gaussian } from './testing/arbitraries.ts';

const [a, b, c] = [gaussian(64, 1), gaussian(64, 2), gaussian(64, 3)];

describe('a path through points', () => {
  it.each(easings)('of two is the path between them, with %s easing', (easing) => {
    for (const easingOver of ['whole', 'each'] as const) {
      expect(finish(pathThrough([a, b], 7, { easing, easingOver }))).toEqual(path(a, b, 7, { easing }));
    }
  });

  it('passes each point at an equal share of the time', () => {
    const frames = finish(pathThrough([a, b, c], 5));
    expect(frames).toEqual([slerp(a, b, 0), slerp(a, b, 0.5), slerp(b, c, 0), slerp(b, c, 0.5), slerp(b, c, 1)]);
  });

  it('rests at every point when each stretch is eased, and only at the ends otherwise', () => {
    const [rested, passed] = (['each', 'whole'] as const).map((easingOver) =>
      finish(pathThrough([a, b, c], 9, { easing: 'cosine', easingOver })),
    );
    expect(rested?.[4]).toEqual(slerp(b, c, 0));
    expect(rested?.[3]).toEqual(slerp(a, b, (1 - Math.cos(0.75 * Math.PI)) / 2));
    expect(passed?.[3]).toEqual(slerp(a, b, 1 - Math.cos((3 / 8) * Math.PI)));
  });

  it('of one frame is its first point, and needs two points', () => {
    expect(finish(pathThrough([a, b, c], 1))).toEqual([slerp(a, b, 0)]);
    expect(() => finish(pathThrough([a], 3))).toThrow(/at least two points/);
  });
});
