/** Samples with the mean and deviation of the first ones taken out; a number that never varies becomes 0. */
export function standardiser(samples: readonly Float64Array[]): (sample: Float64Array) => Float64Array {
  const width = samples[0]?.length ?? 0;
  const means = new Float64Array(width);
  const deviations = new Float64Array(width);
  for (let at = 0; at < width; at++) {
    const values = samples.map((sample) => sample[at] as number);
    const middle = values.reduce((sum, value) => sum + value, 0) / values.length;
    means[at] = middle;
    deviations[at] = Math.sqrt(values.reduce((sum, value) => sum + (value - middle) ** 2, 0) / values.length);
  }
  return (sample) =>
    sample.map((value, at) => {
      const deviation = deviations[at] as number;
      return deviation > 0 ? (value - (means[at] as number)) / deviation : 0;
    });
}
