import { describe, expect, it } from 'vitest';
import type { Report } from '../../src/graph/report.ts';
import type { Latents } from '../../src/graph/values.ts';
import { stack } from '../../src/tensor/tensor.ts';
import { weightedSum } from '../../src/tensor/weightedSum.ts';
import { compute } from '../testing/compute.ts';
import { otherSpace } from '../testing/fakeModel.ts';
import { latentsOf, noiseOf } from '../testing/values.ts';

const change = latentsOf(90).tensor;
/** A point that goes along the change, by the given amounts. */
const clip = (seed: number, amounts: readonly number[]): Latents => {
  const point = latentsOf(seed);
  return {
    ...point,
    tensor: stack(
      amounts.map((amount) =>
        weightedSum([
          [1, point.tensor],
          [amount, change],
        ]),
      ),
    ),
  };
};
const still = [0, 0, 0, 0, 0];
const moving = [0, 0.25, 0.5, 0.75, 1];
const sides = { with: [clip(1, moving), clip(2, moving)], without: [clip(1, still), clip(2, still)] };
const changed = async (inputs: Record<string, unknown>, parameters = {}) => {
  const { latents, report } = await compute('clip_arithmetic', { ...sides, ...inputs }, parameters);
  return { latents: latents as Latents, report: report as Report };
};
const near = (found: Latents, expected: Latents) => {
  expect(found.tensor.shape).toEqual(expected.tensor.shape);
  found.tensor.data.forEach((value, i) => {
    expect(value).toBeCloseTo(expected.tensor.data[i] ?? Number.NaN, 5);
  });
};

describe('clip arithmetic', () => {
  it('makes a still clip move as the others do', async () => {
    const { latents, report } = await changed({ latents: clip(7, still) });
    near(latents, clip(7, moving));
    expect(report.notes[0]).toMatch(/^It changes over time/);
    expect(report.tables[0]?.rows.at(-1)).toEqual(['halves of the clips agree', 1, 'cosine']);
  });

  it('follows the length of the clip that it changes, and of none of the others', async () => {
    const { latents } = await changed({ latents: clip(7, [0, 0, 0]), with: [clip(1, [0, 0.5, 1]), clip(2, moving)] });
    near(latents, clip(7, [0, 0.5, 1]));
  });

  it('adds as much in each frame as a list says', async () => {
    const { latents } = await changed({ latents: clip(7, still), strength: [0, 0, 2, 0, -1] });
    near(latents, clip(7, [0, 0, 1, 0, -1]));
  });

  it('adds the motion alone, or what stands', async () => {
    near(
      (await changed({ latents: clip(7, still) }, { part: 'motion' })).latents,
      clip(7, [-0.5, -0.25, 0, 0.25, 0.5]),
    );
    near((await changed({ latents: clip(7, still) }, { part: 'still' })).latents, clip(7, [0.5, 0.5, 0.5, 0.5, 0.5]));
  });

  it('says that an attribute of single frames is one', async () => {
    const { report } = await changed({
      latents: clip(7, still),
      with: [clip(1, [1, 1, 1, 1, 1])],
      without: [clip(1, still)],
    });
    expect(report.notes[0]).toMatch(/^It stands nearly still \(.*Attribute vector/);
    expect(report.tables[0]?.rows.at(-1)?.[1]).toBe('-');
  });

  it('refuses what does not belong together, noise, and strengths for other frames', async () => {
    const other = { ...clip(1, moving), space: otherSpace };
    await expect(changed({ latents: clip(7, still), with: [other] })).rejects.toMatchObject({
      code: 'different-space',
    });
    const noise = { latents: noiseOf(1, 5), with: [noiseOf(2, 5)], without: [noiseOf(3, 5)] };
    await expect(changed(noise)).rejects.toMatchObject({ code: 'noisy-latents' });
    await expect(changed({ latents: clip(7, still), strength: [1, 2] })).rejects.toMatchObject({
      code: 'batch-mismatch',
    });
  });
});
