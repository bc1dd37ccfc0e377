import { describe, expect, it } from 'vitest';
import { CLEAN } from '../../src/diffusion/noiseLevel.ts';
import type { Latents } from '../../src/graph/values.ts';
import { tensor } from '../../src/tensor/tensor.ts';
import { compute } from '../testing/compute.ts';
import { conditioningOf, fakeDenoiser, otherSpace } from '../testing/fakeModel.ts';
import { latentsOf, noiseOf, picturesOf } from '../testing/values.ts';

const model = fakeDenoiser;
const conditioning = conditioningOf('a house');
const original = latentsOf(3);

/** A picture of 16 x 16, two cells wide: black on the left and white on the right. */
const halves = tensor(
  Float32Array.from({ length: 3 * 256 }, (_, i) => (i % 16 < 8 ? 0 : 1)),
  [1, 3, 16, 16],
);

async function denoised(inputs: Record<string, unknown>, type = 'denoise', parameters = {}): Promise<Latents> {
  const given = { model, conditioning, latents: noiseOf(1), ...inputs };
  return (await compute(type, given, { steps: 4, seed: 1, ...parameters })).latents as Latents;
}

describe('a mask at Denoise', () => {
  it('keeps the original where it is black, and repaints where it is white', async () => {
    const { tensor: x } = await denoised({ mask: halves, original });
    const whole = await denoised({});
    for (const [i, value] of x.data.entries()) {
      if (i % 2 === 0) expect(value).toBe(original.tensor.data[i]);
      else expect(value).not.toBe(original.tensor.data[i]);
    }
    expect(x.data).not.toEqual(whole.tensor.data);
  });

  it('changes nothing where all of it is white', async () => {
    const white = await denoised({ mask: picturesOf([1]), original });
    expect(white.tensor.data).toEqual((await denoised({})).tensor.data);
  });

  it('does the same in a chain of single steps', async () => {
    let latents = noiseOf(1);
    for (let index = 0; index < 4; index++) {
      latents = await denoised({ mask: halves, original, latents }, 'denoise_step', { sampler: 'euler' });
    }
    const whole = await denoised({ mask: halves, original }, 'denoise', { sampler: 'euler' });
    expect(latents.tensor.data).toEqual(whole.tensor.data);
  });

  it('keeps the noise of Add noise with the same seed', async () => {
    const noised = (await compute('add_noise', { model, latents: original }, { steps: 4, seed: 5, level: 1 })).latents;
    const black = { mask: picturesOf([0]), original, latents: noised };
    const stopped = await denoised(black, 'denoise', { seed: 5, stop_at: 2 });
    const expected = await compute('add_noise', { model, latents: original }, { steps: 4, seed: 5, level: 0.5 });
    expect(stopped.tensor.data).toEqual((expected.latents as Latents).tensor.data);
  });

  it.each([
    ['a mask alone', { mask: halves }, 'nothing that stays'],
    ['an original alone', { original }, 'no mask'],
    ['noisy latents as the original', { mask: halves, original: noiseOf(2) }, 'what stays must be clean'],
    ['an original of another model', { mask: halves, original: { ...original, space: otherSpace } }, 'latent space'],
    [
      'an original of another size',
      { mask: halves, original: latentsOf(3, CLEAN, [1, 4, 2, 3]) },
      'items of 4 x 2 x 2',
    ],
    [
      'another number of masks',
      { mask: picturesOf([1, 1]), original, seed: [1, 2, 3] },
      'has 3 items and "mask" has 2',
    ],
  ])('refuses %s', async (_what, inputs, message) => {
    await expect(denoised(inputs)).rejects.toThrow(message);
  });
});
