import { describe, expect, it } from 'vitest';
import type { Denoiser } from '../../../src/diffusion/model.ts';
import { variancePreserving } from '../../../src/diffusion/noiseLevel.ts';
import { neverCancelled } from '../../../src/diffusion/testing/recordedNetwork.ts';
import { zeros } from '../../../src/tensor/tensor.ts';
import { fakeContext } from '../../testing/fakeContext.ts';
import { conditioningOf, fakeDenoiser, fakeFlowDenoiser } from '../../testing/fakeModel.ts';
import { askedBy, warnOfDifferences } from './comfyuiSampling.ts';

/** The timestep that a network is told when it is asked for this one. */
async function told(program: 'comfyui' | 'a1111', timestep: number): Promise<number> {
  let heard = Number.NaN;
  const denoise: Denoiser['denoise'] = async (x, _level, step) => {
    heard = step;
    return { denoised: x };
  };
  const asked = askedBy(program, { ...fakeDenoiser, denoise }, 7);
  const guidance = { positive: conditioningOf('a'), scale: 7 };
  await asked.denoise(zeros([1, 4, 2, 2]), variancePreserving(1), timestep, guidance, neverCancelled);
  return heard;
}

describe('a network as a program asks it', () => {
  it('is the same in all but how it is told timesteps', async () => {
    const model: Denoiser = { ...fakeDenoiser, style: { rescale: 0.7 } };
    const { denoise, preview, withLora, ...facts } = model;
    const asked = askedBy('comfyui', model, 7);
    expect(asked).toMatchObject(facts);
    expect(await asked.preview(zeros([1, 4, 2, 3]))).toEqual(await preview(zeros([1, 4, 2, 3])));
    expect(askedBy('comfyui', fakeDenoiser, 7)).not.toHaveProperty('style');
  });

  it.each([
    ['comfyui', 500.4, 500],
    ['comfyui', 500.5, 500],
    ['comfyui', 501.5, 502],
    ['a1111', 500.4, 500.4],
  ] as const)('is told by %s for timestep %f: %f', async (program, timestep, heard) => {
    expect(await told(program, timestep)).toBe(heard);
  });

  it('of flow matching is asked as it is', () => {
    expect(askedBy('comfyui', fakeFlowDenoiser, 7)).toBe(fakeFlowDenoiser);
  });

  it.each([
    [1, undefined],
    [1.5, { trueScale: 1.5 }],
  ])('that is told its guidance gets a cfg of %f on top of that where it is above 1', (cfg, style) => {
    expect(askedBy('comfyui', { ...fakeFlowDenoiser, guidanceKind: 'embedded' }, cfg).style).toEqual(style);
    expect(askedBy('comfyui', { ...fakeDenoiser, guidanceKind: 'embedded' }, cfg).style).toEqual(style);
    expect(askedBy('comfyui', fakeFlowDenoiser, cfg).style).toBeUndefined();
  });
});

it.each([
  ['euler', fakeDenoiser, []],
  ['euler', fakeFlowDenoiser, []],
  [
    'dpmpp_2m_sde',
    fakeDenoiser,
    [
      'DPM++ 2M SDE draws the noise of its steps otherwise than ComfyUI: the picture is as good, but not the same as there.',
    ],
  ],
  [
    'dpmpp_2m',
    fakeFlowDenoiser,
    [
      'tests is a flow matching model, for which the steps of DPM++ 2M differ from those of ComfyUI: choose Euler for the same picture.',
    ],
  ],
  ['dpmpp_2m', fakeDenoiser, []],
] as const)('where %s differs from that of ComfyUI is said', (sampler, model, words) => {
  const said: string[] = [];
  warnOfDifferences(sampler, model, { ...fakeContext(), warn: (warning: string) => said.push(warning) });
  expect(said).toEqual(words);
});
