import { z } from 'zod';
import { meanDifference } from '../../src/geometry/attribute.ts';
import { scale } from '../../src/geometry/vector.ts';
import { defineNode } from '../../src/graph/defineNode.ts';
import { paced } from '../../src/graph/paced.ts';
import { port } from '../../src/graph/port.ts';
import { directionOf, signalOf } from '../support/directions/directions.ts';
import { requireTogether } from '../support/latents/compatibility.ts';
import { framesOf } from '../support/sequences/frames.ts';

export default defineNode({
  type: 'difference',
  version: 1,
  migrations: [],
  title: 'Difference',
  docs: `Subtracts one point from another, which makes a direction: to - from. Added to "from" at strength 1 by Apply directions, it arrives at "to"; added to other points, it takes over what differs.

Typical setup: connect two points or batches from Encode, followed by Apply directions or Save direction.

Of batches the means are subtracted, mean(to) - mean(from), which is the attribute vector of latents that are encoded already. With few items the difference also contains their peculiarities: Attribute vector says how far to trust it.

Both must share one space, noise level and size. Between noisy points the difference is divided by their signal rate, so that it is a clean direction; pure noise has none.`,
  errors: [
    'Points, or means of batches, that are the same, because there is no direction between them.',
    'Pure noise, because a difference of noises is not a direction between pictures: use Log map for the direction between two noises.',
    'Points of two models, noise levels or sizes.',
  ],
  keywords: ['subtract', 'minus', 'delta', 'direction', 'vector'],
  inputs: {
    to: port('latents', 'Where the direction leads.', { clips: 'whole' }),
    from: port('latents', 'Where it comes from.', { clips: 'whole' }),
  },
  parameters: z.object({}),
  outputs: { direction: port('direction', 'The direction from "from" to "to".') },
  examples: [{ title: 'Between two points', parameters: {} }],
  async compute({ inputs: { to, from } }, context) {
    requireTogether('to', to, 'from', from);
    const contrast = { positive: framesOf(to), negative: framesOf(from) };
    const clean = scale(await paced(meanDifference(contrast), context), 1 / signalOf('to', to));
    const raw = { data: new Float32Array(clean), shape: [1, ...to.tensor.shape.slice(1)] };
    const facts = { 'points to': contrast.positive.length, 'points from': contrast.negative.length };
    return { direction: directionOf(raw, to.space, 'raw', { method: 'difference', facts }) };
  },
});
