import type { LatentSpace, Posterior, Vae } from '../../src/diffusion/model.ts';
import { CLEAN } from '../../src/diffusion/noiseLevel.ts';
import type { Direction, Latents } from '../../src/graph/values.ts';
import { TorchGenerator } from '../../src/tensor/random.ts';
import { frameAt, frameCount, joinedInTime, withTime } from '../../src/tensor/timeAxis.ts';
import { fakeSpace, fakeVae } from './fakeModel.ts';
import { directionOf } from './values.ts';

export const clipSpace: LatentSpace = { ...fakeSpace, id: 'space-of-clips', name: 'clips of tests', framesPerStep: 4 };

/** How many pieces went through it. */
export interface Counted {
  encoded: number;
  decoded: number;
  /** Decoders that have ended, before their last piece or after it. */
  ended?: number;
}

/** Each latent frame is the last of the frames that it stands for, as the fake VAE of pictures has it; it is decoded as often. */
export function fakeClipVae(counted: Counted = { encoded: 0, decoded: 0 }): Vae {
  return {
    ...fakeVae,
    id: 'vae-of-clips',
    space: clipSpace,
    clips: {
      framesPerStep: 4,
      stepsAtOnce: 1,
      async *encode(count, read, signal): AsyncGenerator<Posterior> {
        for (let index = 0; index < count; index++) {
          signal.throwIfAborted();
          const frame = await read(index);
          if (index % 4 > 0) continue;
          counted.encoded += 1;
          const posterior = await fakeVae.encode(frame, signal);
          if (posterior.kind === 'moments') {
            const { mean, logVariance } = posterior;
            yield { kind: 'moments', mean: withTime(mean), logVariance: withTime(logVariance) };
          }
        }
      },
      async *decode(latents, signal) {
        try {
          for (let step = 0; step < frameCount(latents); step++) {
            signal.throwIfAborted();
            counted.decoded += 1;
            const frame = withTime(await fakeVae.decode(frameAt(latents, step), signal));
            yield joinedInTime(Array.from({ length: step === 0 ? 1 : 4 }, () => frame));
          }
        } finally {
          counted.ended = (counted.ended ?? 0) + 1;
        }
      },
    },
  };
}

/** Clips [B, 4, T, 2, 2], the same for the same seed. */
export function clipsOf(seed: number, frames = 3, batch = 1): Latents {
  return { tensor: new TorchGenerator(seed).randn([batch, 4, frames, 2, 2]), level: CLEAN, space: clipSpace };
}

/** A direction between clips. */
export function clipDirectionOf(seed: number, frames = 3): Direction {
  const { tensor } = clipsOf(seed, frames);
  const rawNorm = Math.sqrt(tensor.data.reduce((sum, value) => sum + value * value, 0));
  return { ...directionOf(seed), tensor, raw: tensor, rawNorm, space: clipSpace };
}
