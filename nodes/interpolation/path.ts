import { z } from 'zod';
import { easings } from '../../src/geometry/easing.ts';
import { pathThrough } from '../../src/geometry/pathThrough.ts';
import { defineNode } from '../../src/graph/defineNode.ts';
import { port } from '../../src/graph/port.ts';
import { ArcspaceError } from '../../src/graph/problem.ts';
import { pacedGeometry } from '../support/directions/geometry.ts';
import { requireAllTogether } from '../support/directions/points.ts';
import { framesOf, requireRoomFor, withFrames } from '../support/sequences/frames.ts';
import {
  easingParameter,
  interpolationOf,
  interpolationParameters,
  interpolationRemedies,
} from '../support/sequences/interpolationParameters.ts';

export default defineNode({
  type: 'path',
  version: 1,
  migrations: [],
  title: 'Path',
  docs: `Makes the frames of a path through two or more points, ready to decode as an animation. Both ends are included, and each segment between two points takes the same time.

Typical setup: connect Noise with a list of seeds, or several points from Encode, followed by Denoise where there is noise, Decode and Save animation.

Frame i of n lies at s = ease(i / (n - 1)) of the path, on the great circle or the straight line between the two neighbouring points. A single frame is the first point. Points come from the inputs in their order; the items of a batch count as points one after the other, so a batch of seeds is a path too. Wire the first point again at the end for a loop.

Easing applies to the whole path, or to each segment, with a pause at every point. Where the points are unevenly spaced the speed changes: Respace evens it out.`,
  errors: [
    'Fewer than two points in all.',
    'A point that is zero, with slerp, since it has no direction.',
    'Neighbouring points that are exactly opposite each other (within 0.001 rad), with slerp, unless "opposite points" lets a seed pick the axis.',
    'Points of two models, noise levels or sizes.',
    'A number of frames on the wire that is not a whole number from 1 to 1000.',
  ],
  keywords: ['interpolate', 'animation', 'frames', 'tween', 'keyframes', 'morph', 'video', 'walk'],
  inputs: {
    points: port('latents', 'A point on the path, or a batch of points to pass in order.', {
      clips: 'whole',
      repeat: { min: 1, max: 16 },
    }),
    frames: port('number', 'How many frames to make.', { unit: 'frames' }),
  },
  parameters: z.object({
    frames: z
      .int()
      .min(1)
      .max(1000)
      .default(16)
      .describe('How many frames, both ends included.')
      .meta({ unit: 'frames', step: 1 }),
    ...interpolationParameters,
    easing: easingParameter,
    easing_over: z
      .enum(['whole', 'each'])
      .default('whole')
      .describe('Ease the whole path once, or each segment between two points, with a pause at every point.')
      .meta({ shownWhen: { easing: easings.filter((easing) => easing !== 'linear') } }),
  }),
  outputs: { latents: port('latents', 'One frame per item, at the level of the points.') },
  examples: [
    { title: 'Sixteen frames', parameters: { frames: 16 } },
    { title: 'A gentle start and end', parameters: { frames: 24, easing: 'cosine' } },
    { title: 'A rest at each point', parameters: { frames: 32, easing: 'smoothstep', easing_over: 'each' } },
  ],
  async compute({ inputs: { points, frames }, parameters }, context) {
    const first = requireAllTogether('A path', points, 1);
    const passed = points.flatMap(framesOf);
    const { easing, easing_over } = parameters;
    const options = { easing, interpolate: interpolationOf(parameters), easingOver: easing_over };
    if (passed.length < 2) throw tooFewPoints();
    const count = frameCount(frames);
    requireRoomFor(count, first);
    const made = await pacedGeometry(pathThrough(passed, count, options), context, interpolationRemedies);
    return { latents: await withFrames(first, made, context) };
  },
});

function tooFewPoints(): ArcspaceError {
  return new ArcspaceError(
    'too-few-items',
    'A path needs at least two points.',
    'Wire another point, or a batch of several.',
    { port: 'points' },
  );
}

function frameCount(frames: number): number {
  if (Number.isInteger(frames) && frames >= 1 && frames <= 1000) return frames;
  throw new ArcspaceError(
    'invalid-count',
    `A path cannot have ${frames} frames.`,
    'Give a whole number from 1 to 1000.',
    { port: 'frames' },
  );
}
