import { z } from 'zod';
import { type Arrival, expFrom } from '../../src/geometry/latentSphere.ts';
import { scale } from '../../src/geometry/vector.ts';
import type { Context } from '../../src/graph/context.ts';
import { defineNode } from '../../src/graph/defineNode.ts';
import { port } from '../../src/graph/port.ts';
import { batchSize } from '../../src/tensor/tensor.ts';
import { lengthOf } from '../support/directions/directions.ts';
import { withGeometryErrors } from '../support/directions/geometry.ts';
import { at, commonBatch, filledBatch, itemAt } from '../support/latents/batch.ts';
import { requireSameSize, requireSameSpace } from '../support/latents/compatibility.ts';
import { strengthParameter } from '../support/parameters/parameters.ts';
import { singleItem } from '../support/sequences/frames.ts';

export default defineNode({
  type: 'exp_map',
  version: 1,
  migrations: [],
  title: 'Exp map',
  docs: `Moves a point along a direction on the sphere, so its norm stays the same. It undoes Log map; with the radius change wired too, strength 0.5 gives the middle that Slerp gives.

Typical setup: connect the direction and the radius change of Log map, with the point where it starts, then Denoise or Decode.

On the unit sphere exp(v) at y is cos|v| y + sin|v| v / |v|. Only the part of the direction that is tangent at the point counts; the second output says how much was left out. The distance moved is strength times the length of the direction in latent units; going all around takes 2 pi times the norm of the point.

The direction is used unchanged, whatever the noise level, and "radius change" times the strength is added to the norm. A list of strengths makes a batch.`,
  errors: [
    'A point that is zero, since it has no direction.',
    'A radius change that would leave no positive norm.',
    'A direction of another model or size than the points.',
    'Batches of different lengths, except that a single item goes with any.',
  ],
  keywords: ['exponential', 'tangent', 'geodesic', 'riemannian', 'walk', 'shoot'],
  inputs: {
    latents: port('latents', 'The points to start from.', { clips: 'whole' }),
    direction: port('direction', 'Which way to go, from Log map or any other source.', { clips: 'whole' }),
    strength: port('numbers', 'How far along the direction; a list makes a batch.'),
    radius_change: port('number', 'How much longer the point is at strength 1, in latent units.', {
      unit: 'latent units',
    }),
  },
  parameters: z.object({
    strength: strengthParameter('How far to go: 1 is the whole length of the direction.'),
    radius_change: z
      .number()
      .min(-1e6)
      .max(1e6)
      .default(0)
      .describe('How much the norm grows at strength 1; Log map outputs it.')
      .meta({ unit: 'latent units', step: 0.1 }),
  }),
  outputs: {
    latents: port('latents', 'The moved points, at the level of the originals.'),
    removed: port('numbers', 'Share of the direction that was not tangent and was left out, 0 to 1, per item.'),
  },
  examples: [
    { title: 'The full distance', parameters: { strength: 1 } },
    { title: 'The opposite direction', parameters: { strength: -1 } },
  ],
  async compute({ inputs: { latents, direction, strength, radius_change } }, context) {
    requireSameSpace('latents', latents, 'direction', direction);
    requireSameSize('latents', latents.tensor, 'direction', direction.tensor);
    const tangent = singleItem('direction', direction).data;
    const count = commonBatch({ latents: batchSize(latents.tensor), strength: strength.length });
    const remedies = { 'negative-radius': 'Take a smaller strength or a larger radius change.' };
    const arrivals: Arrival[] = [];
    const tensor = await filledBatch(count, latents.tensor, context, (out, index) => {
      const start = itemAt(latents.tensor, index).data;
      const share = at(strength, index);
      arrivals.push(
        withGeometryErrors(() => expFrom(start, scale(tangent, share), share * radius_change, out), remedies),
      );
    });
    const removed = arrivals.map((arrival, index) => removedShare(arrival, at(strength, index) * lengthOf(direction)));
    warnOfRemoved(removed, context);
    return { latents: { tensor, level: latents.level, space: latents.space }, removed };
  },
});

function removedShare({ removed }: Arrival, length: number): number {
  return length === 0 ? 0 : removed / Math.abs(length);
}

function warnOfRemoved(shares: readonly number[], context: Context): void {
  const most = Math.max(...shares);
  if (most > 0.01) {
    context.warn(
      `${(100 * most).toPrecision(2)} % of the direction pointed away from the sphere and was left out: it is not tangent at this point.`,
    );
  }
}
