import { z } from 'zod';
import { cornerNames, padBlend, padMethods } from '../../src/geometry/pad.ts';
import { defineNode } from '../../src/graph/defineNode.ts';
import { port } from '../../src/graph/port.ts';
import { batchSize } from '../../src/tensor/tensor.ts';
import { type Remedies, withGeometryErrors } from '../support/directions/geometry.ts';
import { cornerPorts, cornersOf, placeParameters, placePorts, requireOnPad } from '../support/directions/pad.ts';
import { at, commonBatch, filledBatch, itemAt } from '../support/latents/batch.ts';
import { requireTogether } from '../support/latents/compatibility.ts';

const remedies: Remedies = {
  antipodal: 'Move one of the corners a little, or choose the Karcher mean.',
  'not-converged': 'Choose corners that are closer together, or Slerp.',
};

export default defineNode({
  type: 'pad',
  version: 1,
  migrations: [],
  title: 'Pad',
  docs: `Blends four points by where you are on a pad: each corner is one of them, and between them lies everything else. Drag in Live mode and the picture follows.

Typical setup: connect four Noise nodes, or four pictures through Encode, followed by Denoise and Decode. Explore opens the pad large beside the picture.

The shares of the corners are bilinear: (1 - x) y, x y, (1 - x) (1 - y) and x (1 - y), row by row from the top left. In a corner the result is that point, bit for bit. With Slerp and the Karcher mean, an edge is the great circle between its two ends.

"Slerp" goes along the lower and the upper edge to x and then from the one to the other to y, on great circles. The Karcher mean is the point whose squared distances along the sphere, weighted by the shares, are least: no direction is preferred. LOL keeps the spread of independent noise ("Linear combinations of latents", arXiv 2408.08558).

Lists of x and y make a batch: a path over the pad as a film.`,
  errors: [
    'A point that is zero, since it has no direction.',
    'Points that are exactly opposite each other (within 0.001 rad), where Slerp would join them.',
    'Points so widely spread over the sphere that they have no Karcher mean.',
    'Points of two models, noise levels or sizes, or batches of different lengths.',
    'A position on the wire outside 0 to 1.',
  ],
  keywords: ['explore', 'xy', '2d', 'blend', 'mix', 'morph', 'bilinear', 'four', 'corners', 'karcher', 'lol'],
  inputs: { ...cornerPorts('latents', 'The point', { clips: 'whole' }), ...placePorts },
  parameters: z.object({
    ...placeParameters,
    method: z
      .enum(padMethods)
      .default('slerp')
      .describe('How the corners are blended.')
      .meta({
        choices: { slerp: 'Slerp', mean: 'Karcher mean', lol: 'LOL' },
        about: {
          slerp: 'Great circles along the edges, and between them.',
          mean: 'The mean on the sphere, which prefers no direction.',
          lol: 'A sum that keeps the spread of independent noise.',
        },
      }),
  }),
  outputs: { latents: port('latents', 'The point at x and y, at the level of the corners.') },
  examples: [
    { title: 'The middle', parameters: {} },
    { title: 'The top right corner itself', parameters: { x: 1, y: 1 } },
    { title: 'Noise that stays noise', parameters: { x: 0.3, y: 0.8, method: 'lol' } },
  ],
  async compute({ inputs, parameters: { method } }, context) {
    const { x, y, top_left: first } = inputs;
    const corners = cornersOf(inputs);
    cornerNames.slice(1).forEach((name) => {
      requireTogether('top_left', first, name, inputs[name]);
    });
    requireOnPad({ x, y });
    const sizes = cornerNames.map((name) => [name, batchSize(inputs[name].tensor)] as const);
    const count = commonBatch({ ...Object.fromEntries(sizes), x: x.length, y: y.length });
    const tensor = await filledBatch(count, first.tensor, context, (out, index) => {
      const [a, b, c, d] = corners;
      const item = ({ tensor }: typeof first) => itemAt(tensor, index).data;
      const points = [item(a), item(b), item(c), item(d)] as const;
      withGeometryErrors(() => padBlend(points, at(x, index), at(y, index), method, out), remedies);
    });
    return { latents: { tensor, level: first.level, space: first.space } };
  },
});
