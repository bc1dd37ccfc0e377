import { TorchGenerator } from '../../tensor/random.ts';
import { timesOver, type Work } from '../../tensor/work.ts';
import { norm } from '../vector.ts';

/** Norms of `count` draws of N(0, I_d) from the generator of a seed, one after another. */
export function* normsOfNoise(dimensions: number, count: number, seed: number): Work<Float64Array> {
  const generator = new TorchGenerator(seed);
  return Float64Array.from(yield* timesOver(count, () => norm(generator.randn([dimensions]).data)));
}
