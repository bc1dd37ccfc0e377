import type { Tensor } from '../tensor/tensor.ts';
import { weightedSum } from '../tensor/weightedSum.ts';
import { type NoiseLevel, noiseRate } from './noiseLevel.ts';
import type { PredictionType } from './noiseSchedule.ts';

/**
 * The clean latents that a network output stands for; all [B, C, h, w] in the model's coordinates.
 * With signal rate s and noise rate r, x = s x0 + r n: epsilon is n (arXiv 2006.11239), v is s n - r x0
 * (Salimans & Ho, arXiv 2202.00512), sample is x0 itself, flow is n - x0 (Lipman et al., arXiv 2210.02747).
 * @throws RangeError for epsilon at pure noise, where the network's noise says nothing about x0.
 */
export function denoisedFrom(output: Tensor, x: Tensor, level: NoiseLevel, type: PredictionType): Tensor {
  const rate = noiseRate(level);
  switch (type) {
    case 'epsilon':
      if (level.signal === 0) {
        throw new RangeError(
          'a network that predicts noise cannot start from pure noise: this schedule needs v_prediction',
        );
      }
      return weightedSum([
        [1 / level.signal, x],
        [-rate / level.signal, output],
      ]);
    case 'v_prediction':
    case 'reversed_v':
      return weightedSum([
        [level.signal, x],
        [type === 'v_prediction' ? -rate : rate, output],
      ]);
    case 'sample':
      return output;
    case 'flow_prediction':
      return weightedSum([
        [1 / (level.signal + rate), x],
        [-rate / (level.signal + rate), output],
      ]);
    case 'reversed_flow':
      return weightedSum([
        [1 / (level.signal + rate), x],
        [rate / (level.signal + rate), output],
      ]);
  }
}

/** The inverse of `denoisedFrom`: what a network must have said of x [B, C, h, w]. Not defined for v and epsilon at sigma 0. */
export function outputFrom(denoised: Tensor, x: Tensor, level: NoiseLevel, type: PredictionType): Tensor {
  const rate = noiseRate(level);
  switch (type) {
    case 'epsilon':
      return weightedSum([
        [1 / rate, x],
        [-level.signal / rate, denoised],
      ]);
    case 'v_prediction':
      return weightedSum([
        [level.signal / rate, x],
        [-1 / rate, denoised],
      ]);
    case 'reversed_v':
      return weightedSum([
        [-level.signal / rate, x],
        [1 / rate, denoised],
      ]);
    case 'sample':
      return denoised;
    case 'flow_prediction':
      return flowBetween(x, denoised, level, 1);
    case 'reversed_flow':
      return flowBetween(x, denoised, level, -1);
  }
}

/**
 * The noise that a network output says is in x [B, C, h, w]; the other half of `denoisedFrom`.
 * @throws RangeError for sample prediction of a clean point, where the picture says nothing about the noise.
 */
export function noiseFrom(output: Tensor, x: Tensor, level: NoiseLevel, type: PredictionType): Tensor {
  const rate = noiseRate(level);
  switch (type) {
    case 'epsilon':
      return output;
    case 'v_prediction':
    case 'reversed_v':
      return weightedSum([
        [type === 'v_prediction' ? level.signal : -level.signal, output],
        [rate, x],
      ]);
    case 'sample':
      if (rate === 0) {
        throw new RangeError('a network that predicts the picture itself cannot say which noise leads to a clean one');
      }
      return weightedSum([
        [1 / rate, x],
        [-level.signal / rate, output],
      ]);
    case 'flow_prediction':
      return noiseOfFlow(output, x, level, 1);
    case 'reversed_flow':
      return noiseOfFlow(output, x, level, -1);
  }
}

/** n - x0 times `sign`, of a point of which x0 is known. */
function flowBetween(x: Tensor, denoised: Tensor, level: NoiseLevel, sign: 1 | -1): Tensor {
  const rate = noiseRate(level);
  return weightedSum([
    [sign / rate, x],
    [-sign * (level.signal / rate + 1), denoised],
  ]);
}

function noiseOfFlow(output: Tensor, x: Tensor, level: NoiseLevel, sign: 1 | -1): Tensor {
  const whole = level.signal + noiseRate(level);
  return weightedSum([
    [1 / whole, x],
    [(sign * level.signal) / whole, output],
  ]);
}
