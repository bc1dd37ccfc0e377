import { z } from 'zod';
import { secondOrderInterpolation } from '../../src/geometry/secondOrderInterpolation.ts';
import { temporalInterpolation } from '../../src/geometry/temporalInterpolation.ts';
import { defineNode } from '../../src/graph/defineNode.ts';
import { port } from '../../src/graph/port.ts';
import { batchSize } from '../../src/tensor/tensor.ts';
import { pacedGeometry } from '../support/directions/geometry.ts';
import { framesOf, requireRoomFor, withFrames } from '../support/sequences/frames.ts';
import {
  easingParameter,
  interpolationOf,
  interpolationParameters,
  interpolationRemedies,
} from '../support/sequences/interpolationParameters.ts';

export default defineNode({
  type: 'temporal_interpolation',
  version: 1,
  migrations: [],
  title: 'Temporal interpolation',
  docs: `Inserts frames between the frames of a sequence, to make it slower or smoother. T frames with k new ones in each gap become T + (T - 1) k; the given frames stay as they are.

Typical setup: connect Load images and Encode, followed by Decode and Save animation.

The new frames lie at t = ease((i + 1) / (k + 1)) between their neighbours. First order goes straight from one to the next; second order goes on curves through the frames before and after as well, so that the speed does not jump at the given frames. Relax path after it straightens what jitters. Clean latents blend rather than move: an object that jumps far fades out in one place and in at another. Frames that are close together, or noises that are denoised afterwards, give motion.`,
  errors: [
    'A frame that is zero, with slerp, since it has no direction.',
    'Neighbouring frames that are exactly opposite each other (within 0.001 rad), with slerp, unless "opposite points" lets a seed pick the axis.',
    'With slerp of second order, a frame whose norm is less than half of its neighbour.',
  ],
  keywords: ['super-resolution', 'frame rate', 'slow motion', 'tween', 'video', 'sequence', 'upsample'],
  inputs: { latents: port('latents', 'The sequence, one frame per item.', { clips: 'whole' }) },
  parameters: z.object({
    frames: z
      .int()
      .min(0)
      .max(100)
      .default(1)
      .describe('Number of frames to insert in each gap: 1 doubles the frame rate, 3 quadruples it.')
      .meta({ unit: 'frames', step: 1 }),
    ...interpolationParameters,
    order: z
      .enum(['first', 'second'])
      .default('first')
      .describe('Straight from frame to frame, or on curves whose velocity changes evenly.'),
    easing: easingParameter,
  }),
  outputs: { latents: port('latents', 'The given frames with the new ones between them.') },
  examples: [
    { title: 'Twice the frame rate', parameters: { frames: 1 } },
    { title: 'Four times the frame rate', parameters: { frames: 3 } },
    { title: 'Eight times the frame rate, without jumps of speed', parameters: { frames: 7, order: 'second' } },
  ],
  async compute({ inputs: { latents }, parameters }, context) {
    const { frames, easing, order } = parameters;
    requireRoomFor(batchSize(latents.tensor) * (frames + 1), latents);
    const options = { easing, interpolate: interpolationOf(parameters) };
    const interpolate = order === 'first' ? temporalInterpolation : secondOrderInterpolation;
    const work = interpolate(framesOf(latents), frames, options);
    return { latents: await withFrames(latents, await pacedGeometry(work, context, remedies), context) };
  },
});

const remedies = { ...interpolationRemedies, 'negative-radius': 'Choose first order, or lerp.' } as const;
