import { describe, expect, it } from 'vitest';
import { CLEAN } from '../../src/diffusion/noiseLevel.ts';
import { angleBetween } from '../../src/geometry/sphere.ts';
import { stepAngles, unitSequence } from '../../src/geometry/unitSequence.ts';
import { norm, polar } from '../../src/geometry/vector.ts';
import type { Report } from '../../src/graph/report.ts';
import type { Latents } from '../../src/graph/values.ts';
import { batchItem, stack } from '../../src/tensor/tensor.ts';
import { finish } from '../../src/tensor/work.ts';
import { framesOf } from '../support/sequences/frames.ts';
import { compute } from '../testing/compute.ts';
import { fakeContext } from '../testing/fakeContext.ts';
import { fakeVae, otherSpace } from '../testing/fakeModel.ts';
import { latentsOf, noiseOf } from '../testing/values.ts';

async function latents(type: string, inputs: Record<string, unknown>, parameters = {}, context = fakeContext()) {
  return (await compute(type, inputs, parameters, context)).latents as Latents;
}

const [a, b, c] = [noiseOf(1), noiseOf(2), noiseOf(3)];
const sequence = (...points: Latents[]): Latents => ({ ...a, tensor: stack(points.map(({ tensor }) => tensor)) });
const frame = (value: Latents, index: number) => batchItem(value.tensor, index).data;
const angles = (value: Latents) => finish(stepAngles(finish(unitSequence(framesOf(value))).units));
const opposite = { ...a, tensor: { ...a.tensor, data: a.tensor.data.map((value) => -value) } };

describe('weighted blend', () => {
  it('averages, and divides the weights by their sum with a word about it', async () => {
    const context = fakeContext();
    const blend = await latents('weighted_blend', { points: [a, b] }, { weights: [3, 1] }, context);
    expect(blend.tensor.data[0]).toBeCloseTo(0.75 * (a.tensor.data[0] ?? 0) + 0.25 * (b.tensor.data[0] ?? 0), 6);
    expect(context.warnings).toEqual(['The weights sum to 4 and were divided by that.']);
  });

  it('leads away from a point with a negative weight, but makes no point of a difference', async () => {
    const beyond = await latents('weighted_blend', { points: [a, b] }, { weights: [1.5, -0.5] });
    expect(beyond.tensor).toEqual((await latents('lerp', { a, b }, { t: -0.5 })).tensor);
    await expect(latents('weighted_blend', { points: [a, b] }, { weights: [1, -1] })).rejects.toMatchObject({
      code: 'weights',
      remedy: /sum that is not zero/,
    });
  });

  it('refuses points that do not belong together', async () => {
    await expect(latents('weighted_blend', { points: [a, latentsOf(1)] })).rejects.toThrow('"points.1" is pure noise');
  });
});

describe('variance-preserving blend', () => {
  const large = (seed: number) => latentsOf(seed, a.level, [1, 4, 32, 32]);

  it('keeps the spread of noise where the average loses it', async () => {
    const points = [1, 2, 3, 4].map(large);
    const [kept, lost] = [
      await latents('variance_preserving_blend', { points }),
      await latents('weighted_blend', { points }),
    ];
    expect(norm(kept.tensor.data) / 64).toBeCloseTo(1, 1);
    expect(norm(lost.tensor.data) / 64).toBeCloseTo(0.5, 1);
  });

  it('varies around a mean, which one point alone does not feel', async () => {
    const alone = await latents('variance_preserving_blend', { points: [a], mean: b });
    alone.tensor.data.forEach((value, i) => {
      expect(value).toBeCloseTo(a.tensor.data[i] ?? 0, 6);
    });
    const both = { points: [a, c], mean: b };
    expect(await latents('variance_preserving_blend', both)).not.toEqual(
      await latents('variance_preserving_blend', { points: [a, c] }),
    );
  });

  it('minds the proportions of the weights only', async () => {
    const [one, ten] = [
      await latents('variance_preserving_blend', { points: [a, b] }, { weights: [1, 2] }),
      await latents('variance_preserving_blend', { points: [a, b] }, { weights: [10, 20] }),
    ];
    one.tensor.data.forEach((value, i) => {
      expect(value).toBeCloseTo(ten.tensor.data[i] ?? 0, 6);
    });
  });
});

describe('path', () => {
  it('goes through its points at equal shares of the time, ends included', async () => {
    const path = await latents('path', { points: [a, b, c] }, { frames: 5 });
    expect(path.tensor.shape).toEqual([5, 4, 2, 2]);
    expect(path.level).toEqual(a.level);
    const meets = async (index: number, from: Latents, to: Latents, t: number) =>
      expect(frame(path, index)).toEqual((await latents('slerp', { a: from, b: to }, { t })).tensor.data);
    await meets(0, a, b, 0);
    await meets(1, a, b, 0.5);
    await meets(2, b, c, 0);
    await meets(4, b, c, 1);
  });

  it('takes the items of a batch for points, and the number of frames from a wire', async () => {
    const wired = await latents('path', { points: [sequence(a, b, c)], frames: 5 });
    expect(wired).toEqual(await latents('path', { points: [a, b, c] }, { frames: 5 }));
    await expect(latents('path', { points: [a, b], frames: 2.5 })).rejects.toThrow('A path cannot have 2.5 frames.');
  });

  it('of one frame is its first point', async () => {
    const one = await latents('path', { points: [a, b] }, { frames: 1, easing: 'cosine' });
    expect(one.tensor.shape[0]).toBe(1);
    expect(one.tensor).toEqual((await latents('slerp', { a, b }, { t: 0 })).tensor);
  });

  it('goes straight by lerp, also between opposite points, which slerp refuses', async () => {
    await expect(latents('path', { points: [a, opposite] })).rejects.toMatchObject({
      code: 'antipodal',
      remedy: /lerp/,
    });
    expect((await latents('path', { points: [a, opposite] }, { way: 'lerp' })).tensor.shape[0]).toBe(16);
    const round = await latents('path', { points: [a, opposite] }, { opposite_points: 'seeded_axis', axis_seed: 3 });
    for (const angle of angles(round)) expect(angle).toBeCloseTo(Math.PI / 15, 5);
  });

  it('needs two points', async () => {
    await expect(latents('path', { points: [a] })).rejects.toThrow('at least two points');
  });
});

describe('transition', () => {
  it('passes both sequences on and leads over between them', async () => {
    const joined = await latents('transition', { first: sequence(a, b), second: c }, { frames: 3 });
    expect(joined.tensor.shape[0]).toBe(6);
    expect([frame(joined, 0), frame(joined, 1), frame(joined, 5)]).toEqual([
      a.tensor.data,
      b.tensor.data,
      c.tensor.data,
    ]);
    expect(frame(joined, 3)).toEqual((await latents('slerp', { a: b, b: c }, { t: 0.5 })).tensor.data);
  });

  it('of no frames only joins', async () => {
    expect((await latents('transition', { first: a, second: b }, { frames: 0 })).tensor).toEqual(sequence(a, b).tensor);
  });

  it('refuses sequences of another level or space', async () => {
    await expect(latents('transition', { first: a, second: latentsOf(2) })).rejects.toThrow('"first" is pure noise');
    await expect(latents('transition', { first: a, second: { ...b, space: otherSpace } })).rejects.toMatchObject({
      code: 'different-space',
    });
  });
});

describe('temporal interpolation', () => {
  it('puts frames into each gap and leaves the given ones alone', async () => {
    const filled = await latents('temporal_interpolation', { latents: sequence(a, b, c) }, { frames: 2 });
    expect(filled.tensor.shape[0]).toBe(7);
    expect([frame(filled, 0), frame(filled, 3), frame(filled, 6)]).toEqual([
      a.tensor.data,
      b.tensor.data,
      c.tensor.data,
    ]);
  });

  it('of a single frame is that frame', async () => {
    expect((await latents('temporal_interpolation', { latents: a })).tensor).toEqual(a.tensor);
  });
});

describe('respace', () => {
  it('makes the angles of the steps equal', async () => {
    const uneven = await latents('slerp', { a, b, t: [0, 0.05, 0.6, 1] });
    const even = angles(await latents('respace', { latents: uneven }));
    for (const angle of even) expect(angle).toBeCloseTo(even[0] ?? 0, 4);
    expect((await latents('respace', { latents: uneven }, { frames: 9 })).tensor.shape[0]).toBe(9);
  });

  it('by the decoded change asks for a vae, and spends the frames where the picture changes', async () => {
    const uneven = { ...(await latents('lerp', { a, b, t: [0, 0.1, 1] })), level: CLEAN };
    const parameters = { measure: 'decoded_change', way: 'lerp' };
    await expect(latents('respace', { latents: uneven }, parameters)).rejects.toMatchObject({
      code: 'missing-input',
      place: { port: 'vae' },
    });
    const spaced = await latents('respace', { latents: uneven, vae: fakeVae }, parameters);
    const before = angleBetween(polar(frame(uneven, 0), 'a').unit, polar(frame(uneven, 1), 'b').unit);
    const after = angleBetween(polar(frame(spaced, 0), 'a').unit, polar(frame(spaced, 1), 'b').unit);
    expect(after).toBeGreaterThan(2 * before);
  });
});

describe('relax path', () => {
  it('takes the jitter out, keeps the ends, and shows how the sum fell', async () => {
    const jittery = sequence(a, noiseOf(5), b);
    const outputs = await compute('relax_path', { latents: jittery }, { fidelity: 0 });
    const relaxed = outputs.latents as Latents;
    expect([frame(relaxed, 0), frame(relaxed, 2)]).toEqual([a.tensor.data, b.tensor.data]);
    const middle = await latents('slerp', { a, b }, { t: 0.5 });
    expect(angleBetween(polar(frame(relaxed, 1), 'frame').unit, polar(middle.tensor.data, 'middle').unit)).toBeLessThan(
      1e-3,
    );
    const losses = (outputs.report as Report).charts[0]?.series[0]?.y ?? [];
    expect(losses.every((loss, i) => i === 0 || loss <= (losses[i - 1] ?? 0))).toBe(true);
  });

  it('moves less with more fidelity', async () => {
    const jittery = sequence(a, noiseOf(5), b);
    const off = async (fidelity: number) => {
      const relaxed = await latents('relax_path', { latents: jittery }, { fidelity });
      return angleBetween(polar(frame(relaxed, 1), 'a').unit, polar(frame(jittery, 1), 'b').unit);
    };
    expect(await off(5)).toBeLessThan(await off(0.05));
  });

  it('says that two frames leave nothing to move', async () => {
    const context = fakeContext();
    expect((await latents('relax_path', { latents: sequence(a, b) }, {}, context)).tensor).toEqual(
      sequence(a, b).tensor,
    );
    expect(context.warnings[0]).toMatch(/nothing was moved/);
  });
});
