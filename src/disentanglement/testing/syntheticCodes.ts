import { TorchGenerator } from '../../tensor/random.ts';
import type { Codes } from '../codes.ts';

const CARDINALITIES = [3, 4, 2];

/** Codes over three factors of 3, 4 and 2 values; `encode` makes numbers of a sample's standardised factors and four normal ones. */
export function syntheticCodes(
  samples: number,
  seed: number,
  encode: (factors: readonly number[], noise: readonly number[]) => readonly number[],
): Codes {
  const generator = new TorchGenerator(seed);
  const labels = CARDINALITIES.map((count) => generator.randint(0, count, samples));
  const noise = generator.randn([samples, 4]).data;
  const rows = Array.from({ length: samples }, (_, sample) => {
    const factors = labels.map((each, at) => {
      const count = CARDINALITIES[at] as number;
      return ((each[sample] as number) - (count - 1) / 2) / Math.sqrt((count * count - 1) / 12);
    });
    return encode(factors, [...noise.subarray(4 * sample, 4 * sample + 4)]);
  });
  return {
    values: { data: Float32Array.from(rows.flat()), shape: [samples, rows[0]?.length ?? 0] },
    factors: labels.map((each, at) => ({
      name: `factor ${at + 1}`,
      values: Array.from({ length: CARDINALITIES[at] as number }, (_, value) => `value ${value + 1}`),
      labels: each,
    })),
  };
}
