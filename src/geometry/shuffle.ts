import type { TorchGenerator } from '../tensor/random.ts';

/** The items in a random order, the same for the same state of the generator (Fisher-Yates). */
export function shuffled<T>(items: readonly T[], generator: TorchGenerator): T[] {
  const result = [...items];
  for (let last = result.length - 1; last > 0; last--) {
    const [other = 0] = generator.randint(0, last + 1, 1);
    const kept = result[last] as T;
    result[last] = result[other] as T;
    result[other] = kept;
  }
  return result;
}
