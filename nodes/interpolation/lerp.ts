import { z } from 'zod';
import { lerp, variancePreservingLerp } from '../../src/geometry/lerp.ts';
import { defineNode } from '../../src/graph/defineNode.ts';
import { port } from '../../src/graph/port.ts';
import { alongParameter } from '../support/parameters/parameters.ts';
import { endPorts, interpolate } from '../support/sequences/interpolate.ts';

export default defineNode({
  type: 'lerp',
  version: 1,
  migrations: [],
  title: 'Lerp',
  docs: `Moves along the straight line from a to b: (1 - t) a + t b. That suits clean latents, whose averages are meaningful. For noise the middle of the line is too short, by the square root of 2 between independent points: use Slerp, or variance-preserving weights.

Typical setup: connect two points from Encode and Numbers, followed by Decode and Save animation.

Variance preserving mixes with cos and sin of a quarter turn, cos(t pi / 2) a + sin(t pi / 2) b, so a mix of two independent noises has the same spread as either.

t = 0 is a, t = 1 is b; beyond is extrapolation. A list of t makes a batch.`,
  errors: [
    'Points of two models, noise levels or sizes.',
    'Batches of different lengths, except that a single item goes with any.',
  ],
  keywords: ['latent blend', 'linear', 'interpolate', 'blend', 'mix', 'average'],
  inputs: endPorts,
  parameters: z.object({
    t: alongParameter('Position along the path: 0 is a, 1 is b, values outside extrapolate.'),
    weights: z
      .enum(['linear', 'variance_preserving'])
      .default('linear')
      .describe('Weights 1 - t and t, or cos and sin of a quarter turn, which keep the spread of noise.'),
  }),
  outputs: { latents: port('latents', 'The points at t, at the level of a and b.') },
  examples: [
    { title: 'Half way', parameters: { t: 0.5 } },
    { title: 'Half way between noises', parameters: { t: 0.5, weights: 'variance_preserving' } },
  ],
  compute: async ({ inputs, parameters }, context) => ({
    latents: await interpolate(inputs, context, parameters.weights === 'linear' ? lerp : variancePreservingLerp),
  }),
});
