import { mean, variance } from '../tensor/reduce.ts';

/** Samples with the mean and deviation of the first ones taken out; a number that never varies becomes 0. */
export function standardiser(samples: readonly Float64Array[]): (sample: Float64Array) => Float64Array {
  const columns = Array.from(samples[0] ?? [], (_, at) => samples.map((sample) => sample[at] as number));
  const means = columns.map(mean);
  const deviations = columns.map((column) => Math.sqrt(variance(column)));
  return (sample) =>
    sample.map((value, at) => {
      const deviation = deviations[at] as number;
      return deviation > 0 ? (value - (means[at] as number)) / deviation : 0;
    });
}
