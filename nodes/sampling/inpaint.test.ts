import { describe, expect, it } from 'vitest';
import type { Denoiser } from '../../src/diffusion/model.ts';
import { batchItem, map, type Tensor } from '../../src/tensor/tensor.ts';
import { compute } from '../testing/compute.ts';
import { fakeContext } from '../testing/fakeContext.ts';
import { fakeDenoiser, fakeVae, otherSpace } from '../testing/fakeModel.ts';
import { picturesOf } from '../testing/values.ts';

type Known = { readonly mask: Tensor; readonly masked: Tensor };

/** What the network is told, as Inpaint computes it. */
async function told(inputs: Record<string, unknown>, parameters = {}, context = fakeContext()): Promise<Known> {
  const heard: Known[] = [];
  const tell = (known: Known): Denoiser => {
    heard.push(known);
    return { ...fakeDenoiser, name: 'told' };
  };
  const model: Denoiser = { ...fakeDenoiser, inpainting: { told: false, tell } };
  const { model: result } = await compute('inpaint', { model, vae: fakeVae, ...inputs }, parameters, context);
  expect((result as Denoiser).name).toBe('told');
  return heard[0] as Known;
}

/** White in the right half of 16 px. */
const right = map(picturesOf([0]), (_, i) => (i % 16 < 8 ? 0 : 1));
/** What the encoder of tests makes of a plain cell. */
const encodedShade = (shade: number) => (2 * shade - 1 - Number(fakeVae.shift)) * Number(fakeVae.scale);

describe('a network that was trained to inpaint', () => {
  it('is told where to paint, and shown the picture with grey there', async () => {
    const { mask, masked } = await told({ image: picturesOf([1]), mask: right });
    expect([mask.shape, [...mask.data]]).toEqual([
      [1, 1, 2, 2],
      [0, 1, 0, 1],
    ]);
    expect(masked.shape).toEqual([1, 4, 2, 2]);
    const [kept, painted] = [encodedShade(1), encodedShade(0.5)];
    [kept, painted, kept, painted].forEach((value, i) => {
      expect(masked.data[i]).toBeCloseTo(value, 5);
    });
  });

  it.each([
    ['one mask serves several pictures', picturesOf([1, 0]), right],
    ['one picture several masks', picturesOf([1]), picturesOf([0, 1])],
  ])('%s, and each is as it is alone', async (_, image, masks) => {
    const context = fakeContext();
    const both = await told({ image, mask: masks }, {}, context);
    expect([both.mask.shape[0], both.masked.shape[0]]).toEqual([2, 2]);
    expect(context.progressed).toEqual([
      { step: 1, of: 2 },
      { step: 2, of: 2 },
    ]);
    for (const index of [0, 1]) {
      const of = (tensor: Tensor) => batchItem(tensor, Math.min(index, (tensor.shape[0] ?? 1) - 1));
      const alone = await told({ image: of(image), mask: of(masks) });
      expect(batchItem(both.mask, index).data).toEqual(alone.mask.data);
      expect(batchItem(both.masked, index).data).toEqual(alone.masked.data);
    }
  });

  it('sees a draw of the encoder only in sample mode, the same one for the same seed', async () => {
    const inputs = { image: picturesOf([1]), mask: right };
    const shown = async (parameters: object) => [...(await told(inputs, parameters)).masked.data];
    expect(await shown({ seed: 1 })).toEqual(await shown({ seed: 2 }));
    const drawn = await shown({ mode: 'sample', seed: 1 });
    expect(drawn).toEqual(await shown({ mode: 'sample', seed: 1 }));
    expect(drawn).not.toEqual(await shown({ mode: 'sample', seed: 2 }));
    expect(drawn).not.toEqual(await shown({}));
  });

  it('is shown a picture that is cut to whole cells where it does not fit, or none at all', async () => {
    const inputs = { image: picturesOf([1], 17, 16), mask: right };
    expect((await told(inputs)).mask.shape).toEqual([1, 1, 2, 2]);
    await expect(told(inputs, { fit: 'refuse' })).rejects.toThrow('17 x 16 px does not divide');
  });
});

describe('inpainting is refused', () => {
  const { inpainting: _, ...plain } = fakeDenoiser;
  it.each([
    ['for a model that was not trained to', { model: plain }, 'tests was not trained to inpaint'],
    ['with the autoencoder of another model', { vae: { ...fakeVae, space: otherSpace } }, 'latent space'],
    ['for pictures and masks of different counts', { mask: picturesOf([0, 1, 0]) }, 'has 2 items and "mask" has 3'],
  ])('%s', async (_what, inputs, message) => {
    await expect(told({ image: picturesOf([1, 0]), mask: right, ...inputs })).rejects.toMatchObject({
      message: expect.stringContaining(message),
    });
  });
});
