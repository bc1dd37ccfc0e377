import { z } from 'zod';
import type { Vae } from '../../src/diffusion/model.ts';
import { respace, respaceByAngle } from '../../src/geometry/respace.ts';
import { defineNode } from '../../src/graph/defineNode.ts';
import { port } from '../../src/graph/port.ts';
import { ArcspaceError } from '../../src/graph/problem.ts';
import { decodedChanges } from '../support/attributes/decodedChange.ts';
import { pacedGeometry } from '../support/directions/geometry.ts';
import { framesOf, requireRoomFor, withFrames } from '../support/sequences/frames.ts';
import {
  interpolationOf,
  interpolationParameters,
  interpolationRemedies,
} from '../support/sequences/interpolationParameters.ts';

export default defineNode({
  type: 'respace',
  version: 1,
  migrations: [],
  title: 'Respace',
  docs: `Respaces the frames of a sequence along the same path, so every step changes by the same amount. A path through unevenly spaced points then moves at constant speed.

Typical setup: connect a Path through clean points, followed by Decode and Save animation.

"angle" measures the change as the angle between neighbouring latents. "decoded change" decodes the frames and measures the root mean square difference of their pictures, which is what the eye sees; it needs a VAE, and is meaningful for clean latents only. New frames are found between the given ones on the great circle or the straight line. The first and the last frame stay.

The change of the picture is only known at the given frames, so a sequence with many frames is spaced more exactly; a second Respace node measures again.`,
  errors: [
    'No vae where the decoded change is measured, or the vae of another model.',
    'A frame that is zero, with slerp or angles are measured, since it has no direction.',
    'Neighbouring frames that are exactly opposite each other (within 0.001 rad), with slerp, unless "opposite points" lets a seed pick the axis.',
  ],
  keywords: ['arc length', 'constant speed', 'even', 'resample', 'reparametrise', 'frames', 'sequence'],
  inputs: {
    latents: port('latents', 'The sequence, one frame per item.'),
    vae: port('vae', 'Decodes the frames, where the decoded change is measured.', { optional: true }),
  },
  parameters: z.object({
    frames: z
      .int()
      .min(0)
      .max(1000)
      .default(0)
      .describe('How many frames to make, both ends included; 0 keeps their number.')
      .meta({ unit: 'frames', step: 1, zero: 'as given' }),
    measure: z
      .enum(['angle', 'decoded_change'])
      .default('angle')
      .describe(
        'What to keep equal from step to step: the angle between latents, or the change of the decoded picture.',
      ),
    ...interpolationParameters,
  }),
  outputs: { latents: port('latents', 'The evenly spaced frames.') },
  examples: [
    { title: 'The same number of frames, evenly spaced', parameters: {} },
    { title: 'Thirty-two frames', parameters: { frames: 32, measure: 'angle' } },
  ],
  async compute({ inputs: { latents, vae }, parameters }, context) {
    const { frames, measure } = parameters;
    const given = framesOf(latents);
    const way = interpolationOf(parameters);
    const count = frames === 0 ? given.length : frames;
    requireRoomFor(count, latents);
    const changes = measure === 'angle' ? undefined : await decodedChanges(required(vae), latents, context);
    const work = changes ? respace(given, changes, count, way) : respaceByAngle(given, count, way);
    const spaced = await pacedGeometry(work, context, interpolationRemedies);
    return { latents: await withFrames(latents, spaced, context) };
  },
});

function required(vae: Vae | undefined): Vae {
  if (vae) return vae;
  throw new ArcspaceError(
    'missing-input',
    'The decoded change cannot be measured without a vae.',
    'Wire the vae of Load model, or measure by angle.',
    { port: 'vae' },
  );
}
