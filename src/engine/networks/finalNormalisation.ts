import { map, type Tensor } from '../../tensor/tensor.ts';

/** What CLIP adds to a variance. */
const epsilon = 1e-5;

/**
 * The final layer normalisation of a text encoder, y = gain x̂ + bias in each channel with x̂ = (x - mean) / deviation over the
 * channels of a row, found from what it did to the last layer: by least squares over the rows, which is exact.
 * @param last [1, S, D], hidden states of the last layer.
 * @param normalised [1, S, D], the same behind the normalisation.
 * @returns the same normalisation for another layer [1, S, D].
 */
export function finalNormalisation(last: Tensor, normalised: Tensor): (layer: Tensor) => Tensor {
  const width = last.shape.at(-1) ?? 1;
  const known = standardised(last.data, width);
  const lines = Array.from({ length: width }, (_, channel) => fittedLine(known, normalised.data, channel, width));
  return (layer) => {
    const rows = standardised(layer.data, width);
    return map(layer, (_, i) => {
      const { gain = 1, bias = 0 } = lines[i % width] ?? {};
      return gain * (rows[i] as number) + bias;
    });
  };
}

/** Each row with mean 0 and variance 1. */
function standardised(data: Float32Array, width: number): Float64Array {
  const result = new Float64Array(data.length);
  for (let start = 0; start < data.length; start += width) {
    let mean = 0;
    for (let i = start; i < start + width; i++) mean += (data[i] as number) / width;
    let variance = 0;
    for (let i = start; i < start + width; i++) variance += ((data[i] as number) - mean) ** 2 / width;
    const deviation = Math.sqrt(variance + epsilon);
    for (let i = start; i < start + width; i++) result[i] = ((data[i] as number) - mean) / deviation;
  }
  return result;
}

/** The line through (x, y) of every row in one channel. */
function fittedLine(x: Float64Array, y: Float32Array, channel: number, width: number): { gain: number; bias: number } {
  let [count, sumX, sumY] = [0, 0, 0];
  for (let i = channel; i < x.length; i += width) {
    count++;
    sumX += x[i] as number;
    sumY += y[i] as number;
  }
  const [meanX, meanY] = [sumX / count, sumY / count];
  let [along, across] = [0, 0];
  for (let i = channel; i < x.length; i += width) {
    const distance = (x[i] as number) - meanX;
    along += distance * distance;
    across += distance * ((y[i] as number) - meanY);
  }
  const gain = across / along;
  return { gain, bias: meanY - gain * meanX };
}
