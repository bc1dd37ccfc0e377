import { describe, expect, it } from 'vitest';
import type { Conditioning, PromptChoices } from '../../src/diffusion/conditioning.ts';
import { compute, nodeOf } from '../testing/compute.ts';
import { fakeContext } from '../testing/fakeContext.ts';
import { conditioningOf, fakeDenoiser, fakeModel, fakeTextEncoder } from '../testing/fakeModel.ts';
import { noiseOf } from '../testing/values.ts';

/** What a Prompt node asks of its text encoder. */
async function asked(parameters: Record<string, unknown>): Promise<PromptChoices | undefined> {
  let given: PromptChoices | undefined;
  const encode = async (prompt: string, choices?: PromptChoices) => {
    given = choices;
    return conditioningOf(prompt);
  };
  await compute('prompt', { text_encoder: { ...fakeTextEncoder, encode } }, { text: 'a cat', ...parameters });
  return given;
}

describe('a prompt', () => {
  it('asks for nothing that was not chosen: models refuse what they do not have', async () => {
    expect(await asked({})).toEqual({ syntax: 'a1111' });
    expect(await asked({ syntax: 'plain', texts: 'one', second_text: 'left from before' })).toEqual({});
    expect(await asked({ syntax: 'plain', texts: 'each', second_text: '', third_text: '' })).toEqual({});
  });

  it('passes on what was chosen', async () => {
    const chosen = { texts: 'each', second_text: 'b', third_text: 'c', clip_skip: 1, t5_tokens: 128 };
    expect(await asked({ ...chosen, syntax: 'comfyui' })).toEqual({
      syntax: 'comfyui',
      second: 'b',
      third: 'c',
      clipSkip: 1,
      maxLength: 128,
    });
  });

  it('asks for all layers where the settings of the model leave some out', async () => {
    expect(await asked({ clip_skip: -1 })).toMatchObject({ clipSkip: 0 });
  });
});

describe('the last layer of CLIP', () => {
  const stopped = async (encoder: object) => {
    const { text_encoder } = await compute('last_clip_layer', { text_encoder: encoder }, { layer: -2 });
    return text_encoder as typeof fakeTextEncoder;
  };
  const given: (PromptChoices | undefined)[] = [];
  const listening = {
    ...fakeTextEncoder,
    encode: async (prompt: string, choices?: PromptChoices) => {
      given.push(choices);
      return conditioningOf(prompt);
    },
  };

  it('is said with every prompt, beside what a prompt says itself', async () => {
    await (await stopped(listening)).encode('a cat', { clipSkip: 1 });
    expect(given.at(-1)).toEqual({ lastLayer: -2, clipSkip: 1 });
  });

  it('stays when a LoRA changes the encoder after it', async () => {
    const changeable = { ...listening, withLora: async () => ({ changed: listening }) };
    const changed = await (await stopped(changeable)).withLora?.({} as never);
    await changed?.changed.encode('a cat');
    expect(given.at(-1)).toEqual({ lastLayer: -2 });
  });

  it('leaves an encoder that no LoRA can change as one', async () => {
    const { withLora: _, ...fixed } = fakeTextEncoder;
    expect((await stopped(fixed)).withLora).toBeUndefined();
  });
});

describe('size conditioning', () => {
  const framed = async (parameters: Record<string, unknown>) =>
    (
      (await compute('size_conditioning', { conditioning: conditioningOf('a') }, parameters))
        .conditioning as Conditioning
    ).framing;

  it('leaves to the latents what was not set', async () => {
    expect(await framed({})).toEqual({ crop: [0, 0] });
  });

  it('says heights before widths', async () => {
    const sizes = { original_width: 1024, original_height: 768, target_width: 640, target_height: 512 };
    expect(await framed({ ...sizes, crop_left: 16, crop_top: 8, aesthetic_score: 7 })).toEqual({
      originalSize: [768, 1024],
      targetSize: [512, 640],
      crop: [8, 16],
      aestheticScore: 7,
    });
  });

  it.each([
    [{ original_width: 512 }, 'original_height', 'The original size has no height.'],
    [{ target_height: 512 }, 'target_width', 'The target size has no width.'],
  ])('of half a size (%j) is refused', async (parameters, port, message) => {
    await expect(framed(parameters)).rejects.toMatchObject({ message, place: { port } });
  });
});

describe('a negative prompt for a model whose guidance is built in', () => {
  const model = { ...fakeDenoiser, guidanceKind: 'embedded' as const };

  async function warnings(from: unknown, negative = true): Promise<readonly string[]> {
    const context = fakeContext();
    const wires = { model: from, latents: noiseOf(1), conditioning: conditioningOf('a') };
    const prompts = negative ? { negative: conditioningOf('b') } : {};
    await compute('denoise', { ...wires, ...prompts }, { steps: 2, sampler: 'ddim' }, context);
    return context.warnings;
  }

  it('has no effect, and a warning says so', async () => {
    expect(await warnings(model)).toEqual([
      'The guidance of tests is built in, so the negative prompt has no effect. Raise "true guidance" of a Guidance node before it.',
    ]);
  });

  it('is read with true guidance; without a negative prompt nothing is said', async () => {
    const guided = (await compute('guidance', { model }, { true_guidance: 4 })).model;
    expect(await warnings(guided)).toEqual([]);
    expect(await warnings(model, false)).toEqual([]);
    expect(await warnings(fakeDenoiser)).toEqual([]);
  });
});

describe('noise for a model that works in patches of several cells', () => {
  const model = { ...fakeDenoiser, space: { ...fakeDenoiser.space, multiple: 2 } };

  it('takes their multiples only', async () => {
    expect((await compute('noise', { model }, { width: 32, height: 16 })).latents).toMatchObject({
      tensor: { shape: [1, 4, 2, 4] },
    });
    await expect(compute('noise', { model }, { width: 24, height: 16 })).rejects.toMatchObject({
      message: 'A width of 24 px is not a multiple of 16 px, the smallest patch of tests.',
      remedy: 'Take 32 px.',
    });
  });
});

describe('a model from parts', () => {
  const chosen = { model: 'flux1-dev', vae: 'ae', text_encoder: 'clip_l', text_encoder_2: 't5xxl' };
  const whole = { ...chosen, text_encoder_3: '' };

  it('is loaded with the files that were chosen', async () => {
    const asked: unknown[] = [];
    const context = fakeContext();
    const load = async (...given: unknown[]) => {
      asked.push(given);
      return fakeModel;
    };
    const outputs = await compute('load_model_parts', {}, chosen, { ...context, models: { ...context.models, load } });
    const { model, ...parts } = whole;
    expect(asked).toEqual([[model, parts]]);
    expect(outputs).toEqual({
      model: fakeModel.denoiser,
      vae: fakeModel.vae,
      text_encoder: fakeModel.textEncoder,
    });
  });

  it('depends on all of them', () => {
    const { usesParts, parameters } = nodeOf('load_model_parts');
    const { model, ...parts } = whole;
    expect(usesParts?.(parameters.parse(chosen))).toEqual({ model, parts });
  });
});
