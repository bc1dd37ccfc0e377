import { z } from 'zod';
import { radiusModes, slerp } from '../../src/geometry/slerp.ts';
import { defineNode } from '../../src/graph/defineNode.ts';
import { port } from '../../src/graph/port.ts';
import { alongParameter, oppositeParameter, seedParameter } from '../support/parameters/parameters.ts';
import { endPorts, interpolate } from '../support/sequences/interpolate.ts';

export default defineNode({
  type: 'slerp',
  version: 1,
  migrations: [],
  title: 'Slerp',
  docs: `Moves along the great circle from a to b, so the path keeps the norm that the model expects. Noise in many dimensions lies on a thin shell; the straight line between two such points (Lerp) cuts through the empty inside; the great circle stays on the shell.

Typical setup: connect two Noise nodes and Numbers, followed by Denoise, Decode and Save animation.

With theta the angle between a and b, the direction at t is (sin((1 - t) theta) a + sin(t theta) b) / sin(theta) for unit vectors a and b: it turns at constant speed, by t times theta. The radius is interpolated separately, by default evenly from the norm of a to the norm of b.

t = 0 is a, t = 1 is b; beyond that, the path continues along the same circle, which is extrapolation. A list of t (from a Numbers node) makes a batch, one frame per value. Each item of a batch is one vector: channels, rows and columns together. Between exactly opposite points every great circle is equally short; a seed can pick one.`,
  errors: [
    'A point that is zero, since it has no direction.',
    'Points that are exactly opposite each other (within 0.001 rad), unless "opposite points" lets a seed pick the axis.',
    'Points of two models, noise levels or sizes.',
    'Batches of different lengths, except that a single item goes with any.',
    'An extrapolated linear radius that would not be positive: the geometric radius always is.',
  ],
  keywords: ['spherical', 'interpolate', 'blend', 'mix', 'great circle', 'animation'],
  inputs: endPorts,
  parameters: z.object({
    t: alongParameter('Position along the path: 0 is a, 1 is b, values outside extrapolate on the same circle.'),
    radius: z
      .enum(radiusModes)
      .default('linear')
      .describe(
        'Norm along the path: in equal steps (linear), in equal ratios (geometric), that of a (first), that of b (second), or the mean norm of noise (shell).',
      ),
    opposite_points: oppositeParameter(
      'What to do when a and b are opposite each other, within 0.001 rad: stop with an error, or go through an orthogonal axis that the seed picks.',
    ),
    axis_seed: seedParameter('Picks the axis between opposite points.').meta({
      shownWhen: { opposite_points: 'seeded_axis' },
    }),
  }),
  outputs: { latents: port('latents', 'The points at t, at the level of a and b.') },
  examples: [
    { title: 'Half way', parameters: { t: 0.5 } },
    { title: 'A little beyond b', parameters: { t: 1.2, radius: 'geometric' } },
    { title: 'Always on the shell of noise', parameters: { t: 0.5, radius: 'shell' } },
  ],
  async compute({ inputs, parameters }, context) {
    const { radius, opposite_points, axis_seed } = parameters;
    const options = { radius, ...(opposite_points === 'seeded_axis' && { axisSeed: axis_seed }) };
    return { latents: await interpolate(inputs, context, (a, b, t, out) => slerp(a, b, t, options, out)) };
  },
});
