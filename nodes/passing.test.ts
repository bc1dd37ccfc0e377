import { describe, expect, it } from 'vitest';
import type { TextEncoder } from '../src/diffusion/conditioning.ts';
import { compute, nodeOf } from './testing/compute.ts';
import { fakeContext } from './testing/fakeContext.ts';
import { conditioningOf, fakeModel, fakeTextEncoder } from './testing/fakeModel.ts';
import { picturesOf } from './testing/values.ts';

describe('nodes that pass on what they are given', () => {
  it('a reroute passes anything', async () => {
    for (const value of [7, 'text', picturesOf([0.5])]) expect((await compute('reroute', { value })).value).toBe(value);
  });

  it('a preview passes its pictures', async () => {
    const image = picturesOf([0.2, 0.4]);
    expect((await compute('preview_image', { image })).image).toBe(image);
  });

  it('a note gives nothing', async () => {
    expect(await compute('note', {}, { text: 'Try other seeds.' })).toEqual({});
  });
});

describe('a model', () => {
  it('is loaded by its name and comes in three parts', async () => {
    const asked: string[] = [];
    const context = fakeContext();
    const models = {
      ...context.models,
      load: async (name: string) => {
        asked.push(name);
        return fakeModel;
      },
    };
    const { model, vae, text_encoder } = await compute('load_model', {}, { model: 'mine' }, { ...context, models });
    expect(asked).toEqual(['mine']);
    expect([model, vae, text_encoder]).toEqual([fakeModel.denoiser, fakeModel.vae, fakeModel.textEncoder]);
  });

  it('is part of what the result depends on', () => {
    const { usesModels, parameters } = nodeOf('load_model');
    expect(usesModels?.(parameters.parse({ model: 'mine' }))).toEqual(['mine']);
  });
});

describe('a prompt', () => {
  it('is encoded as it is wired, or as the node says', async () => {
    const wired = await compute('prompt', { text_encoder: fakeTextEncoder, text: 'a car' }, { text: 'a house' });
    expect(wired.conditioning).toEqual(conditioningOf('a car'));
    const own = await compute('prompt', { text_encoder: fakeTextEncoder }, { text: 'a house' });
    expect(own.conditioning).toEqual(conditioningOf('a house'));
  });

  it('that is too long is warned of, and only then', async () => {
    const warning = 'The prompt has 12 tokens too many.';
    const encoder: TextEncoder = { ...fakeTextEncoder, encode: async (text) => ({ ...conditioningOf(text), warning }) };
    const [long, short] = [fakeContext(), fakeContext()];
    await compute('prompt', { text_encoder: encoder }, {}, long);
    await compute('prompt', { text_encoder: fakeTextEncoder }, {}, short);
    expect([long.warnings, short.warnings]).toEqual([[warning], []]);
  });
});
