import { describe, expect, it } from 'vitest';
import { samplers } from '../../../src/diffusion/samplers/index.ts';
import type { Condition } from '../../../src/graph/defineNode.ts';
import { seedIsDrawnFrom } from './samplingParameters.ts';

/** What a condition asks of a sampler's options, where it is about that sampler. */
function conditionsFor(id: string): Omit<Condition, 'sampler'>[] {
  return seedIsDrawnFrom.flatMap(({ sampler, ...rest }) => ([sampler].flat().includes(id as never) ? [rest] : []));
}

describe('the seed of a denoising node is shown', () => {
  it.each(samplers.map((sampler) => [sampler.id, sampler] as const))('for %s where it draws', (id, sampler) => {
    const { draws, quietAtZero } = sampler;
    if (quietAtZero) expect(conditionsFor(id)).toEqual([{ [quietAtZero]: { above: 0 } }]);
    else expect(conditionsFor(id)).toEqual(draws > 0 ? [{}] : []);
  });

  it('with a wired schedule, whose sampler nobody knows yet, and with a mask, whose surroundings are noised', () => {
    expect(seedIsDrawnFrom).toContainEqual({ sigmas: { wired: true } });
    expect(seedIsDrawnFrom).toContainEqual({ mask: { wired: true } });
  });
});
