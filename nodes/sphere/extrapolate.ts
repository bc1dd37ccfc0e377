import { z } from 'zod';
import { extrapolate } from '../../src/geometry/extrapolate.ts';
import { defineNode } from '../../src/graph/defineNode.ts';
import { port } from '../../src/graph/port.ts';
import { pacedGeometry } from '../support/directions/geometry.ts';
import { framesOf, requireRoomFor, withFrames } from '../support/sequences/frames.ts';

export default defineNode({
  type: 'extrapolate',
  version: 1,
  migrations: [],
  title: 'Extrapolate',
  docs: `Continues a sequence beyond its last frame, on the sphere. It predicts the next frames from how the last ones moved.

Typical setup: connect points from Encode and Apply directions, or from Path, followed by Decode and Image grid or Save animation.

First order continues along the great circle of the last two frames, each step as long as the last one or as the mean of all. Second order lets the velocity change as it last did: the acceleration is the last velocity minus the one before, which parallel transport brings to the same point. The norm continues separately, in equal steps.

A sequence that stands still stays still; a single frame is repeated. Predictions get worse with every step: add only a few frames, fewer with second order than with first.`,
  errors: [
    'A frame that is zero, since it has no direction.',
    'Neighbours among the last two frames, for second order the last three, that are exactly opposite each other (within 0.001 rad).',
    'A norm that would not stay positive: add fewer frames.',
  ],
  keywords: ['predict', 'continue', 'future', 'trajectory', 'velocity', 'acceleration', 'sequence'],
  inputs: { latents: port('latents', 'The sequence, one frame per item.', { clips: 'whole' }) },
  parameters: z.object({
    frames: z.int().min(1).max(1000).default(4).describe('How many frames to add.').meta({ unit: 'frames', step: 1 }),
    order: z
      .enum(['first', 'second'])
      .default('first')
      .describe('Continue at the last velocity, or let the velocity change as it last did.'),
    step_length: z
      .enum(['last', 'mean'])
      .default('last')
      .describe('First order only: steps as long as the last one, or as the mean of all.')
      .meta({ shownWhen: { order: 'first' } }),
  }),
  outputs: {
    latents: port('latents', 'The sequence with the new frames at its end.'),
    added: port('latents', 'The new frames alone.'),
  },
  examples: [
    { title: 'Four frames more', parameters: { frames: 4 } },
    { title: 'At the mean pace', parameters: { frames: 4, step_length: 'mean' } },
    { title: 'With its acceleration', parameters: { frames: 2, order: 'second' } },
  ],
  async compute({ inputs: { latents }, parameters: { frames, order, step_length } }, context) {
    const given = framesOf(latents);
    requireRoomFor(given.length + frames, latents);
    const options = { order: order === 'first' ? 1 : 2, stepLength: step_length } as const;
    const added = await pacedGeometry(extrapolate(given, frames, options), context, {
      antipodal: 'Two neighbouring frames are opposite each other: put frames between them.',
      'negative-radius': 'Add fewer frames, or a sequence whose norm does not shrink so fast.',
    });
    return {
      latents: await withFrames(latents, [...given, ...added], context),
      added: await withFrames(latents, added, context),
    };
  },
});
