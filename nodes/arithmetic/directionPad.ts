import { z } from 'zod';
import { cornerNames, padWeights } from '../../src/geometry/pad.ts';
import { defineNode } from '../../src/graph/defineNode.ts';
import { port } from '../../src/graph/port.ts';
import { batchSize } from '../../src/tensor/tensor.ts';
import { weightedSum } from '../../src/tensor/weightedSum.ts';
import { cornerPorts, cornersOf, placeParameters, placePorts, requireOnPad } from '../support/directions/pad.ts';
import { at, batchOf, commonBatch, itemAt } from '../support/latents/batch.ts';
import { requireSameSize, requireSameSpace } from '../support/latents/compatibility.ts';
import { strengthParameter } from '../support/parameters/parameters.ts';
import { warnOfPureNoise, warnOfStrengths } from '../support/reports/warnings.ts';

export default defineNode({
  type: 'direction_pad',
  version: 1,
  migrations: [],
  title: 'Direction pad',
  docs: `Moves latents along up to four directions by where you are on a pad: each corner is one of them, and one without a wire is the picture unchanged. Drag in Live mode and the picture follows.

Typical setup: connect Encode and two to four Attribute vector nodes, followed by Decode. Explore opens the pad large beside the picture.

The result is z + strength x signal x (w(1) v(1) + ... + w(4) v(4)), with bilinear shares (1 - x) y, x y, (1 - x) (1 - y) and x (1 - y), row by row from the top left. In a corner it is what Apply directions gives for that direction.

On noisy latents a direction is scaled by the signal rate of their level, since only that share of the clean picture is in them.

Lists of x and y make a batch: a path over the pad as a film.`,
  errors: [
    'A direction of another model or size than the latents.',
    'Batches of different lengths, except that a single item goes with any.',
    'A position on the wire outside 0 to 1.',
  ],
  keywords: ['explore', 'xy', '2d', 'attribute', 'steer', 'edit', 'corners', 'bilinear'],
  inputs: {
    latents: port('latents', 'The points to change.', { clips: 'whole' }),
    ...cornerPorts('direction', 'The direction', { clips: 'whole', optional: true }),
    ...placePorts,
    strength: port('numbers', 'How far the corners are; a list makes a batch.'),
  },
  parameters: z.object({
    ...placeParameters,
    strength: strengthParameter('How far the corners are: 1 is one whole step of a raw direction.'),
  }),
  outputs: { latents: port('latents', 'The changed points, at the level of the input.') },
  examples: [
    { title: 'A quarter of each', parameters: {} },
    { title: 'Twice the top right one', parameters: { x: 1, y: 1, strength: 2 } },
  ],
  async compute({ inputs }, context) {
    const { latents, x, y, strength } = inputs;
    for (const name of cornerNames) {
      const direction = inputs[name];
      if (!direction) continue;
      requireSameSpace('latents', latents, name, direction);
      requireSameSize('latents', latents.tensor, name, direction.tensor);
    }
    requireOnPad({ x, y });
    const corners = cornersOf(inputs);
    warnOfPureNoise(latents, context);
    const sizes = { latents: batchSize(latents.tensor), x: x.length, y: y.length, strength: strength.length };
    const count = commonBatch(sizes);
    const weights = Array.from({ length: count }, (_, index) => padWeights(at(x, index), at(y, index)));
    warnOfStrengths(
      corners.flatMap((direction, corner) => {
        if (!direction) return [];
        return [{ direction, strengths: weights.map((each, index) => at(strength, index) * (each[corner] ?? 0)) }];
      }),
      context,
    );
    const tensor = await batchOf(count, context, (index) => {
      const far = at(strength, index) * latents.level.signal;
      const moves = corners.flatMap((direction, corner) =>
        direction ? [[far * (weights[index]?.[corner] ?? 0), direction.tensor] as const] : [],
      );
      return weightedSum([[1, itemAt(latents.tensor, index)], ...moves]);
    });
    return { latents: { tensor, level: latents.level, space: latents.space } };
  },
});
