import { TorchGenerator } from '../tensor/random.ts';
import type { Tensor } from '../tensor/tensor.ts';

/**
 * N(0, I) noise of one batch item. `draw` counts those of all steps, `itemShape` is [1, C, h, w], `item` counts within the
 * batch. A draw does not depend on where a chain of steps was cut.
 */
export type StepNoise = (draw: number, itemShape: readonly number[], item: number) => Tensor;

/** The noise that a text-to-image run starts from: the first draw of the seed. */
export function initialNoise(seed: number, shape: readonly number[]): Tensor {
  return seedDraw(seed, 0, shape);
}

/**
 * Draw number `index` of the steps: after the initial noise and the draws before, all of one shape. That is the order of diffusers' single generator, so one seed for noise and sampling gives the pictures of diffusers.
 */
export function stepNoise(seed: number, index: number, shape: readonly number[]): Tensor {
  return seedDraw(seed, index + 1, shape);
}

/** Every batch item gets the noise of `seed`: alone or in a batch, an item comes out the same. */
export function seededStepNoise(seed: number): StepNoise {
  return (index, itemShape) => stepNoise(seed, index, itemShape);
}

interface Stream {
  readonly generator: TorchGenerator;
  count: number;
  last: Tensor;
}

/** Generators that stand where the last draws left them, so that the next step costs one draw and not all before it. */
const streams = new Map<string, Stream>();
const keptStreams = 16;

/** Draw number `index` of a seed's generator, of draws that are all of one shape. */
export function seedDraw(seed: number, index: number, shape: readonly number[]): Tensor {
  const key = `${seed}:${shape.join()}`;
  const kept = streams.get(key);
  const stream = kept && kept.count <= index + 1 ? kept : freshStream(seed, shape);
  while (stream.count <= index) {
    stream.last = stream.generator.randn(shape);
    stream.count++;
  }
  streams.delete(key);
  streams.set(key, stream);
  const [oldest] = streams.keys();
  if (streams.size > keptStreams && oldest !== undefined) streams.delete(oldest);
  return stream.last;
}

function freshStream(seed: number, shape: readonly number[]): Stream {
  const generator = new TorchGenerator(seed);
  return { generator, count: 1, last: generator.randn(shape) };
}
