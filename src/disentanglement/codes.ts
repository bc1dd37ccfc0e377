import type { Tensor } from '../tensor/tensor.ts';

/** What an encoder says of each sample of a set, and which value each factor has there. */
export interface Codes {
  /** [samples, dimensions], the samples one after the other. */
  readonly values: Tensor;
  readonly factors: readonly Factor[];
}

/** One thing in which the samples of a set differ. */
export interface Factor {
  readonly name: string;
  /** Its values, in words. */
  readonly values: readonly string[];
  /** Which of them each sample has. */
  readonly labels: readonly number[];
}

export function sampleCount({ values }: Codes): number {
  return values.shape[0] ?? 0;
}

export function dimensionCount({ values }: Codes): number {
  return values.shape[1] ?? 0;
}

/** One dimension of all samples. */
export function dimensionOf(codes: Codes, dimension: number): Float64Array {
  const [samples, dimensions] = [sampleCount(codes), dimensionCount(codes)];
  return Float64Array.from({ length: samples }, (_, at) => codes.values.data[at * dimensions + dimension] as number);
}

/** All dimensions of one sample, as a view. */
export function codeOf({ values }: Codes, sample: number): Float32Array {
  const dimensions = values.shape[1] ?? 0;
  return values.data.subarray(sample * dimensions, (sample + 1) * dimensions);
}

/** The same samples, some of them, in any order. */
export function chosen({ values, factors }: Codes, samples: readonly number[]): Codes {
  const dimensions = values.shape[1] ?? 0;
  const data = new Float32Array(samples.length * dimensions);
  for (const [at, sample] of samples.entries()) data.set(codeOf({ values, factors }, sample), at * dimensions);
  return {
    values: { data, shape: [samples.length, dimensions] },
    factors: factors.map(({ labels, ...factor }) => ({
      ...factor,
      labels: samples.map((sample) => labels[sample] as number),
    })),
  };
}

/** How many samples have each label. */
export function countsOf(labels: readonly number[]): ReadonlyMap<number, number> {
  const counts = new Map<number, number>();
  for (const label of labels) counts.set(label, (counts.get(label) ?? 0) + 1);
  return counts;
}

/** Share of the largest class: what is right of guesses that know nothing. */
export function chanceOf(labels: readonly number[]): number {
  return Math.max(...countsOf(labels).values()) / labels.length;
}
