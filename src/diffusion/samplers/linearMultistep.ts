import type { Tensor } from '../../tensor/tensor.ts';
import { weightedSum } from '../../tensor/weightedSum.ts';
import type { NoiseLevel } from '../noiseLevel.ts';
import type { PredictionType } from '../noiseSchedule.ts';
import { denoisedFrom } from '../prediction.ts';
import { firstOrderStep } from './firstOrder.ts';

/** For the oldest output first. */
const weights: readonly (readonly number[])[] = [
  [1],
  [-1 / 2, 3 / 2],
  [5 / 12, -16 / 12, 23 / 12],
  [-9 / 24, 37 / 24, -59 / 24, 55 / 24],
];

/** Adams-Bashforth over 1 to 4 outputs of a network, the oldest first, of evenly spaced timesteps. */
export function adamsBashforth(outputs: readonly Tensor[]): Tensor {
  const row = weights[outputs.length - 1] as readonly number[];
  return weightedSum(outputs.map((output, i) => [row[i] as number, output] as const));
}

/** Moves x from one level to another as an output of the network says: eq. 9 of Liu et al., arXiv 2202.09778. */
export function transferred(x: Tensor, output: Tensor, from: NoiseLevel, to: NoiseLevel, type: PredictionType): Tensor {
  return firstOrderStep(x, denoisedFrom(output, x, from, type), from, to);
}
