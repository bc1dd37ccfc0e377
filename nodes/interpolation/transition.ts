import { z } from 'zod';
import { transition } from '../../src/geometry/transition.ts';
import { defineNode } from '../../src/graph/defineNode.ts';
import { port } from '../../src/graph/port.ts';
import { batchSize } from '../../src/tensor/tensor.ts';
import { pacedGeometry } from '../support/directions/geometry.ts';
import { requireTogether } from '../support/latents/compatibility.ts';
import { framesOf, requireRoomFor, withFrames } from '../support/sequences/frames.ts';
import {
  easingParameter,
  interpolationOf,
  interpolationParameters,
  interpolationRemedies,
} from '../support/sequences/interpolationParameters.ts';

export default defineNode({
  type: 'transition',
  version: 1,
  migrations: [],
  title: 'Transition',
  docs: `Connects one sequence to another: all frames of the first, some frames in between, then all frames of the second. No frame appears twice, so the motion does not stop at the seams.

Typical setup: connect two Path nodes, followed by Denoise, Decode and Save animation.

The n frames in between lie at t = ease((i + 1) / (n + 1)) from the last frame of the first sequence to the first frame of the second, on the great circle or the straight line. With 0 frames the sequences are simply joined. Single points count as sequences of one.`,
  errors: [
    'Two ends that are exactly opposite each other (within 0.001 rad), with slerp, unless "opposite points" lets a seed pick the axis.',
    'An end that is zero, with slerp, since it has no direction.',
    'Sequences of two models, noise levels or sizes.',
  ],
  keywords: ['join', 'concatenate', 'crossfade', 'video', 'tween', 'frames', 'sequence'],
  inputs: {
    first: port('latents', 'The first sequence, one frame per item.', { clips: 'whole' }),
    second: port('latents', 'The second sequence.', { clips: 'whole' }),
  },
  parameters: z.object({
    frames: z
      .int()
      .min(0)
      .max(1000)
      .default(8)
      .describe('Number of frames between the two sequences.')
      .meta({ unit: 'frames', step: 1 }),
    ...interpolationParameters,
    easing: easingParameter,
  }),
  outputs: { latents: port('latents', 'Both sequences with the frames between them.') },
  examples: [
    { title: 'Eight frames between', parameters: { frames: 8, easing: 'cosine' } },
    { title: 'Only joined', parameters: { frames: 0 } },
  ],
  async compute({ inputs: { first, second }, parameters }, context) {
    requireTogether('first', first, 'second', second);
    const { frames, easing } = parameters;
    requireRoomFor(batchSize(first.tensor) + frames + batchSize(second.tensor), first);
    const options = { easing, interpolate: interpolationOf(parameters) };
    const work = transition(framesOf(first), framesOf(second), frames, options);
    return { latents: await withFrames(first, await pacedGeometry(work, context, interpolationRemedies), context) };
  },
});
