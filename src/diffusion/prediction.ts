import type { Tensor } from '../tensor/tensor.ts';
import { weightedSum } from '../tensor/weightedSum.ts';
import { type NoiseLevel, noiseRate } from './noiseLevel.ts';
import type { PredictionType } from './trainingSchedule.ts';

/**
 * The clean latents that a network output stands for; all [B, C, h, w] in the model's coordinates.
 * With signal rate s and noise rate r, x = s x0 + r n: epsilon is n (arXiv 2006.11239), v is s n - r x0
 * (Salimans & Ho, arXiv 2202.00512), sample is x0 itself.
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
      return weightedSum([
        [level.signal, x],
        [-rate, output],
      ]);
    case 'sample':
      return output;
  }
}
