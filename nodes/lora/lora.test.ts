import { describe, expect, it } from 'vitest';
import type { TextEncoder } from '../../src/diffusion/conditioning.ts';
import { withGuidance } from '../../src/diffusion/guidance/withGuidance.ts';
import type { Changed, Lora } from '../../src/diffusion/lora.ts';
import type { Denoiser } from '../../src/diffusion/model.ts';
import { compute } from '../testing/compute.ts';
import { fakeContext } from '../testing/fakeContext.ts';
import { fakeDenoiser, fakeLora, fakeTextEncoder } from '../testing/fakeModel.ts';

const [ink, rain] = [fakeLora('ink'), fakeLora('rain')];

/** A part of a model that writes down the strengths it is given. */
function listening<T extends Denoiser | TextEncoder>(part: T, given: number[], warning?: string): T {
  const withLora = async ({ terms }: Lora): Promise<Changed<T>> => {
    given.push(...terms.map(({ strength }) => strength));
    return { changed: part, ...(warning !== undefined && { warning }) };
  };
  return { ...part, withLora };
}

describe('Apply LoRA', () => {
  it('changes network and text encoder, each by its own strength', async () => {
    const [network, text]: [number[], number[]] = [[], []];
    const inputs = {
      model: listening(fakeDenoiser, network),
      text_encoder: listening(fakeTextEncoder, text),
      lora: { terms: [{ id: 'a', name: 'ink', strength: 0.5 }] },
    };
    await compute('apply_lora', inputs, { strength: 0.8, text_strength: -1 });
    expect(network).toEqual([0.4]);
    expect(text).toEqual([-0.5]);
  });

  it('passes on what the model has no place for', async () => {
    const context = fakeContext();
    const model = listening(fakeDenoiser, [], 'It has no place for 3 of 10 layers.');
    await compute('apply_lora', { model, lora: ink }, {}, context);
    expect(context.warnings).toEqual(['It has no place for 3 of 10 layers.']);
  });

  it('refuses a model whose weights cannot be reached, and says which one can', async () => {
    const { withLora: _, ...folder } = fakeDenoiser;
    await expect(compute('apply_lora', { model: folder, lora: ink })).rejects.toMatchObject({
      code: 'unsupported-model',
      place: { port: 'model' },
      remedy: expect.stringContaining('.safetensors'),
    });
  });

  it('without a text encoder gives none that could be used unnoticed', async () => {
    const { text_encoder } = await compute('apply_lora', { model: fakeDenoiser, lora: ink });
    await expect((text_encoder as TextEncoder).encode('a')).rejects.toThrow('No text encoder is connected');
  });

  it('says the same behind a second LoRA', async () => {
    const first = await compute('apply_lora', { model: fakeDenoiser, lora: ink });
    const second = await compute('apply_lora', { ...first, lora: rain });
    await expect((second.text_encoder as TextEncoder).encode('a')).rejects.toThrow('No text encoder is connected');
  });

  it('keeps how the model is guided, whichever node comes first', async () => {
    const guided = withGuidance(fakeDenoiser, { rescale: 0.7 });
    const { model } = await compute('apply_lora', { model: guided, lora: ink });
    expect((model as Denoiser).style).toEqual({ rescale: 0.7 });
    expect((model as Denoiser).name).toBe('tests with ink 1');
  });
});

describe('arithmetic on LoRAs', () => {
  const strengths = ({ terms }: Lora) => Object.fromEntries(terms.map(({ name, strength }) => [name, strength]));

  it('interpolates, and extrapolates outside', async () => {
    const at = async (t: number) =>
      strengths((await compute('interpolate_loras', { a: ink, b: rain, t })).lora as Lora);
    expect(await at(0)).toEqual({ ink: 1, rain: 0 });
    expect(await at(0.25)).toEqual({ ink: 0.75, rain: 0.25 });
    expect(await at(2)).toEqual({ ink: -1, rain: 2 });
  });

  it('adds and subtracts', async () => {
    const combined = async (weights: readonly number[]) =>
      strengths((await compute('combine_loras', { loras: [ink, rain], weights })).lora as Lora);
    expect(await combined([])).toEqual({ ink: 1, rain: 1 });
    expect(await combined([1, -0.5])).toEqual({ ink: 1, rain: -0.5 });
    await expect(combined([1])).rejects.toThrow('There are 1 weights for 2 LoRAs.');
  });
});
