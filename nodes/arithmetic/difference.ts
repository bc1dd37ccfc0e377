import { z } from 'zod';
import { meanDifference } from '../../src/geometry/attribute.ts';
import { scale } from '../../src/geometry/vector.ts';
import { defineNode } from '../../src/graph/defineNode.ts';
import { port } from '../../src/graph/port.ts';
import { requireTogether } from '../support/compatibility.ts';
import { directionOf, signalOf } from '../support/directions.ts';
import { framesOf } from '../support/frames.ts';

export default defineNode({
  type: 'difference',
  version: 1,
  migrations: [],
  title: 'Difference',
  docs: `Subtracts one point from another, which makes a direction: to - from. Added to "from" at strength 1 by Apply directions, it arrives at "to"; added to other points, it takes over what differs.

Usually: two points or batches from Encode in here, then Apply directions or Save direction.

Of batches the means are subtracted, mean(to) - mean(from), which is the attribute vector of latents that are encoded already. With few items the difference holds their accidents too: Attribute vector says how far to trust it.

Both must be of one space, one noise level and one size. Between noisy points the difference is divided by their signal rate, so that it is a clean direction; pure noise has none.`,
  errors: [
    'Points, or means of batches, that are the same, since no direction leads from one to the other.',
    'Pure noise, since a difference of noises is no direction of pictures: Log map says the way between two noises.',
    'Points of two models, noise levels or sizes.',
  ],
  keywords: ['subtract', 'minus', 'delta', 'direction', 'vector'],
  inputs: {
    to: port('latents', 'Where the direction leads.'),
    from: port('latents', 'Where it comes from.'),
  },
  parameters: z.object({}),
  outputs: { direction: port('direction', 'What is to be added to "from" to arrive at "to".') },
  examples: [{ title: 'Between two points', parameters: {} }],
  compute({ inputs: { to, from } }) {
    requireTogether('to', to, 'from', from);
    const contrast = { positive: framesOf(to), negative: framesOf(from) };
    const clean = scale(meanDifference(contrast), 1 / signalOf('to', to));
    const raw = { data: new Float32Array(clean), shape: [1, ...to.tensor.shape.slice(1)] };
    const facts = { 'points to': contrast.positive.length, 'points from': contrast.negative.length };
    return { direction: directionOf(raw, to.space, 'raw', { method: 'difference', facts }) };
  },
});
