import { map, type Tensor } from '../../tensor/tensor.ts';
import type { Denoiser } from '../model.ts';
import { type NoiseLevel, noiseRate } from '../noiseLevel.ts';
import type { NoiseSchedule } from '../noiseSchedule.ts';
import { denoisedFrom, outputFrom } from '../prediction.ts';
import { testDenoiser } from './recordedNetwork.ts';

/** A world in which every clean value is drawn from one normal distribution, so that all about it is known exactly. */
export const world = { mean: 0.7, deviation: 0.6 };

/** Standard deviation of noised values. */
function spread(level: NoiseLevel): number {
  return Math.hypot(level.signal * world.deviation, noiseRate(level));
}

/** E[x0 | x]: what a perfect network believes. */
function believed(x: Tensor, level: NoiseLevel): Tensor {
  const trust = (level.signal * world.deviation ** 2) / spread(level) ** 2;
  return map(x, (value) => world.mean + trust * (value - level.signal * world.mean));
}

/** The perfect network of this world, heard through the prediction type of the schedule. */
export function perfectDenoiser(training: NoiseSchedule): Denoiser {
  const network = testDenoiser(training, {
    run: () => {
      throw new Error('a perfect denoiser asks no network');
    },
  });
  const { predictionType: type } = training;
  return {
    ...network,
    denoise: async (x, level) => {
      const output = outputFrom(believed(x, level), x, level, type);
      return { denoised: denoisedFrom(output, x, level, type) };
    },
  };
}

/** Where the probability flow takes x from one level to another: values keep their distance from the mean in deviations. */
export function flowed(x: Tensor, from: NoiseLevel, to: NoiseLevel): Tensor {
  return map(x, (value) => to.signal * world.mean + (spread(to) / spread(from)) * (value - from.signal * world.mean));
}
