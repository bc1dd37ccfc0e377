import { CLEAN, type NoiseLevel, PURE_NOISE } from '../../src/diffusion/noiseLevel.ts';
import { euler } from '../../src/diffusion/samplers/euler.ts';
import { syntheticCodes } from '../../src/disentanglement/testing/syntheticCodes.ts';
import { norm } from '../../src/geometry/vector.ts';
import type { Direction, ImageSet, Latents, PortType } from '../../src/graph/values.ts';
import { TorchGenerator } from '../../src/tensor/random.ts';
import { batchItem, batchSize, type Tensor, zeros } from '../../src/tensor/tensor.ts';
import { conditioningOf, fakeDenoiser, fakeLora, fakeSpace, fakeTextEncoder, fakeVae } from './fakeModel.ts';

/** Points of one batch, the same for the same seed. */
export function latentsOf(seed: number, level: NoiseLevel = CLEAN, shape: readonly number[] = [1, 4, 2, 2]): Latents {
  return { tensor: new TorchGenerator(seed).randn(shape), level, space: fakeSpace };
}

export function noiseOf(seed: number, batch = 1): Latents {
  return latentsOf(seed, PURE_NOISE, [batch, 4, 2, 2]);
}

export function directionOf(seed: number): Direction {
  const tensor = new TorchGenerator(seed).randn([1, 4, 2, 2]);
  const provenance = { method: 'test', facts: {} };
  return { tensor, raw: tensor, space: fakeSpace, scale: 'raw', rawNorm: norm(tensor.data), provenance };
}

/** Plain pictures, one per shade. */
export function picturesOf(shades: readonly number[], width = 16, height = 16): Tensor {
  const image = zeros([shades.length, 3, height, width]);
  shades.forEach((shade, index) => {
    image.data.fill(shade, index * 3 * width * height, (index + 1) * 3 * width * height);
  });
  return image;
}

/** Pictures as a set. */
export function setOf(image: Tensor): ImageSet {
  const labels = Array.from({ length: batchSize(image) }, (_, index) => index % 2);
  const factors = [{ name: 'shade', values: ['dark', 'light'], labels }];
  return { count: batchSize(image), factors, read: async (index) => batchItem(image, index) };
}

/** Other points for ports of other names. */
function seedOf(port: string): number {
  return [...port].reduce((seed, letter) => 31 * seed + letter.charCodeAt(0), 7) % 1_000_003;
}

/** A value for any input port that needs a wire, so that every node can be computed. */
export function valueFor(type: PortType, port: string): unknown {
  const values: Readonly<Record<PortType, unknown>> = {
    image: picturesOf(port === 'negative' ? [0.2, 0.3, 0.4] : [0.7, 0.9, 0.8]),
    image_set: setOf(picturesOf(port === 'negative' ? [0.2, 0.3, 0.4] : [0.7, 0.9, 0.8])),
    latents: latentsOf(port === 'negative' ? 1 : seedOf(port)),
    direction: directionOf(1),
    conditioning: conditioningOf('a house'),
    prompt_direction: { encoder: conditioningOf('').encoder, tensors: conditioningOf('').tensors, from: 'a', to: 'b' },
    model: fakeDenoiser,
    vae: fakeVae,
    text_encoder: fakeTextEncoder,
    lora: fakeLora('ink'),
    codes: {
      ...syntheticCodes(60, 1, (factors, noise) => [...factors, noise[0] ?? 0]),
      dimensionNames: ['a', 'b', 'c', 'd'],
      made: 'Made up.',
    },
    sigmas: euler.schedule(fakeDenoiser.training, { steps: 4 }),
    number: 0.5,
    numbers: [0.5],
    text: 'a house',
    report: { title: 'Report', notes: [], tables: [], charts: [] },
    any: 1,
  };
  return values[type];
}
