import type { TorchGenerator } from '../tensor/random.ts';
import type { Codes } from './codes.ts';

/** Samples that agree in one value of one factor, drawn again and again. */
export interface FixedFactor {
  readonly factor: number;
  readonly samples: readonly number[];
}

/** How many samples are drawn for one answer, as the papers have it. */
const SAMPLES_AT_ONCE = 64;

/** Draws a factor, a value of it that at least two samples have, and samples with that value, with replacement. */
export function fixedFactorDraws(codes: Codes, generator: TorchGenerator): () => FixedFactor {
  const groups = codes.factors.map(({ labels }) => {
    const byValue = new Map<number, number[]>();
    for (const [sample, label] of labels.entries()) {
      const group = byValue.get(label);
      if (group) group.push(sample);
      else byValue.set(label, [sample]);
    }
    return [...byValue.values()].filter((samples) => samples.length > 1);
  });
  const usable = groups.flatMap((values, factor) => (values.length > 0 ? [factor] : []));
  return () => {
    const factor = usable[generator.randint(0, usable.length, 1)[0] ?? 0] as number;
    const values = groups[factor] ?? [];
    const group = values[generator.randint(0, values.length, 1)[0] ?? 0] as number[];
    return { factor, samples: generator.randint(0, group.length, SAMPLES_AT_ONCE).map((at) => group[at] as number) };
  };
}
