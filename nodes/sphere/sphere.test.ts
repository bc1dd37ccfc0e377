import { describe, expect, it } from 'vitest';
import { dot, norm } from '../../src/geometry/vector.ts';
import type { Report } from '../../src/graph/report.ts';
import type { Direction, Latents } from '../../src/graph/values.ts';
import { batchItem, stack } from '../../src/tensor/tensor.ts';
import { compute } from '../testing/compute.ts';
import { fakeContext } from '../testing/fakeContext.ts';
import { directionOf, latentsOf, noiseOf } from '../testing/values.ts';

const [a, b] = [noiseOf(1), noiseOf(2)];
const times = (value: Latents, factor: number): Latents => ({
  ...value,
  tensor: { ...value.tensor, data: value.tensor.data.map((element) => element * factor) },
});
const near = (actual: Float32Array, expected: Float32Array) =>
  actual.forEach((value, i) => {
    expect(value).toBeCloseTo(expected[i] ?? Number.NaN, 5);
  });

async function log(from: Latents, to: Latents) {
  const { direction, angle, radius_change } = await compute('log_map', { from, to });
  return { direction: direction as Direction, angle: angle as number, radius_change: radius_change as number };
}

async function exp(latents: Latents, direction: Direction, parameters = {}, context = fakeContext()) {
  return (await compute('exp_map', { latents, direction }, parameters, context)).latents as Latents;
}

describe('log map and exp map', () => {
  it('undo each other, norms included', async () => {
    const far = times(b, 1.4);
    const { direction, radius_change } = await log(a, far);
    near((await exp(a, direction, { radius_change })).tensor.data, far.tensor.data);
  });

  it('meet slerp half way', async () => {
    const { direction, radius_change } = await log(a, b);
    const middle = (await compute('slerp', { a, b }, { t: 0.5 })).latents as Latents;
    near((await exp(a, direction, { strength: 0.5, radius_change })).tensor.data, middle.tensor.data);
  });

  it('give a tangent as long as the arc, at a right angle to its point', async () => {
    const { direction, angle } = await log(a, b);
    expect(direction.rawNorm).toBeCloseTo(angle * norm(a.tensor.data), 4);
    expect(dot(direction.tensor.data, a.tensor.data)).toBeCloseTo(0, 4);
  });

  it('say how much of a direction was not tangent', async () => {
    const context = fakeContext();
    await exp(a, directionOf(3), {}, context);
    expect(context.warnings[0]).toMatch(/% of the direction pointed away from the sphere/);
    const { removed } = await compute('exp_map', { latents: a, direction: directionOf(3) }, { strength: -2 });
    const along = dot(directionOf(3).tensor.data, a.tensor.data) / norm(a.tensor.data);
    expect((removed as number[])[0]).toBeCloseTo(Math.abs(along) / directionOf(3).rawNorm, 5);
    const silent = fakeContext();
    await exp(a, (await log(a, b)).direction, {}, silent);
    expect(silent.warnings).toEqual([]);
  });

  it('refuse opposite points and batches', async () => {
    await expect(log(a, times(a, -1))).rejects.toMatchObject({ code: 'antipodal' });
    await expect(log(a, times(a, 3))).rejects.toMatchObject({ code: 'zero-vector', message: /same direction/ });
    await expect(log(noiseOf(1, 3), b)).rejects.toMatchObject({
      message: '"from" has 3 items, and this needs one point.',
      remedy: 'Put a Pick from batch node before it.',
    });
  });

  it('walk a list of strengths, the point itself at 0', async () => {
    const { direction } = await log(a, b);
    const { latents } = await compute('exp_map', { latents: a, direction, strength: [0, 1] });
    near(batchItem((latents as Latents).tensor, 0).data, a.tensor.data);
  });
});

describe('transport', () => {
  it('keeps the length, and is tangent where it arrives', async () => {
    const { direction } = await log(a, b);
    const carried = await compute('transport', { direction, from: a, to: b });
    const moved = carried.direction as Direction;
    expect(moved.rawNorm).toBeCloseTo(direction.rawNorm, 4);
    expect(dot(moved.tensor.data, b.tensor.data)).toBeCloseTo(0, 4);
    expect(carried.removed).toBeLessThan(1e-6);
  });

  it('leaves a unit direction one, with its raw length', async () => {
    const { direction } = await log(a, b);
    const unit = (await compute('normalise_direction', { direction })).direction as Direction;
    const moved = (await compute('transport', { direction: unit, from: a, to: b })).direction as Direction;
    expect(moved.scale).toBe('unit');
    expect(norm(moved.tensor.data)).toBeCloseTo(1, 6);
    expect(moved.rawNorm).toBeCloseTo(direction.rawNorm, 4);
  });

  it('turns the way there into the way on: minus the log map back', async () => {
    const { direction } = await log(a, b);
    const moved = (await compute('transport', { direction, from: a, to: b })).direction as Direction;
    const back = (await log(b, a)).direction;
    const ratio = norm(a.tensor.data) / norm(b.tensor.data);
    near(
      moved.tensor.data,
      back.tensor.data.map((value) => -value * ratio),
    );
  });

  it('refuses a direction that points straight out', async () => {
    const radial = { ...directionOf(1), tensor: a.tensor, raw: a.tensor, rawNorm: norm(a.tensor.data) };
    await expect(compute('transport', { direction: radial, from: a, to: b })).rejects.toMatchObject({
      code: 'not-tangent',
    });
  });
});

describe('distance', () => {
  it('is a right angle for orthogonal points, and nothing for the same one', async () => {
    const axis = (index: number): Latents => ({
      ...a,
      tensor: { ...a.tensor, data: Float32Array.from({ length: 16 }, (_, i) => (i === index ? 2 : 0)) },
    });
    const { angle, distance, report } = await compute('distance', { a: axis(0), b: axis(1) });
    expect((angle as number[])[0]).toBeCloseTo(Math.PI / 2, 12);
    expect((distance as number[])[0]).toBeCloseTo(Math.sqrt(8), 12);
    expect((report as Report).tables[0]?.rows).toEqual([[1, 1.571, 90, expect.closeTo(Math.SQRT2, 3), 2.828, 2, 2]]);
    expect((await compute('distance', { a, b: a })).angle).toEqual([0]);
  });

  it('measures a batch against one point, pair by pair', async () => {
    expect((await compute('distance', { a: noiseOf(1, 3), b })).angle).toHaveLength(3);
    await expect(compute('distance', { a, b: latentsOf(2) })).rejects.toMatchObject({ code: 'different-level' });
  });
});

describe('extrapolate', () => {
  const sequence = async (t: number[]) => (await compute('slerp', { a, b, t })).latents as Latents;
  const on = async (latents: Latents, parameters = {}) => {
    const { latents: all, added } = await compute('extrapolate', { latents }, parameters);
    return { all: all as Latents, added: added as Latents };
  };

  it('goes on along the same great circle at the same pace', async () => {
    const { all, added } = await on(await sequence([0, 0.25, 0.5]), { frames: 2 });
    expect([all.tensor.shape[0], added.tensor.shape[0]]).toEqual([5, 2]);
    near(added.tensor.data, (await sequence([0.75, 1])).tensor.data);
  });

  it('of second order gathers speed as the sequence did', async () => {
    const { added } = await on(await sequence([0, 0.1, 0.3]), { frames: 1, order: 'second' });
    const angle = async (value: Latents) => ((await compute('distance', { a, b: value })).angle as number[])[0] ?? 0;
    expect(await angle(added)).toBeCloseTo(await angle(await sequence([0.6])), 4);
  });

  it('leaves a still sequence still', async () => {
    const still = { ...a, tensor: stack([a.tensor, a.tensor]) };
    const { added } = await on(still, { frames: 1 });
    near(added.tensor.data, a.tensor.data);
  });
});
