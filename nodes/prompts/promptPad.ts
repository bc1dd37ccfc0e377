import { z } from 'zod';
import { promptBatch, promptCount, promptItem } from '../../src/diffusion/prompts/promptArithmetic.ts';
import { promptOnPad } from '../../src/diffusion/prompts/promptPad.ts';
import { type Corners, cornerNames } from '../../src/geometry/pad.ts';
import { defineNode } from '../../src/graph/defineNode.ts';
import { port } from '../../src/graph/port.ts';
import { withGeometryErrors } from '../support/directions/geometry.ts';
import { cornerPorts, cornersOf, placeParameters, placePorts, requireOnPad } from '../support/directions/pad.ts';
import { at, commonBatch } from '../support/latents/batch.ts';
import { mixName, requireSameEncoding } from '../support/sampling/prompts.ts';

export default defineNode({
  type: 'prompt_pad',
  version: 1,
  migrations: [],
  title: 'Prompt pad',
  docs: `Blends four encoded prompts by where you are on a pad: each corner is one of them. Drag in Live mode and the picture follows.

Typical setup: connect four Prompt nodes, followed by Denoise with one seed, and Decode. Explore opens the pad large beside the picture.

The shares of the corners are bilinear: (1 - x) y, x y, (1 - x) (1 - y) and x (1 - y), row by row from the top left. In a corner the result is that prompt, bit for bit; on an edge it is that of Interpolate prompts.

Lerp is the weighted mean of what the prompts say. Slerp turns each token by itself on great circles, along the lower and the upper edge and then between them, and keeps its length.

Lists of x and y make a batch of prompts: each item of the latents gets its own.`,
  errors: [
    'Prompts of two models, or of different lengths in chunks.',
    'Batches of different lengths, except that a single item goes with any.',
    'Tokens that are opposite each other, for slerp.',
    'A position on the wire outside 0 to 1.',
  ],
  keywords: ['explore', 'xy', '2d', 'prompt', 'conditioning', 'blend', 'mix', 'morph', 'corners', 'bilinear'],
  inputs: { ...cornerPorts('conditioning', 'The prompt'), ...placePorts },
  parameters: z.object({
    ...placeParameters,
    way: z
      .enum(['lerp', 'slerp'])
      .default('lerp')
      .describe('Straight between the prompts, or token by token on great circles.')
      .meta({ choices: { lerp: 'Straight (lerp)', slerp: 'Great circle (slerp)' } }),
  }),
  outputs: { conditioning: port('conditioning', 'The prompt at x and y.') },
  examples: [
    { title: 'The middle', parameters: {} },
    { title: 'Near the top left', parameters: { x: 0.1, y: 0.9, way: 'slerp' } },
  ],
  async compute({ inputs, parameters: { way } }, context) {
    const { x, y } = inputs;
    const first = promptItem(inputs.top_left, 0);
    cornerNames.slice(1).forEach((name) => {
      requireSameEncoding('top_left', first, name, promptItem(inputs[name], 0));
    });
    requireOnPad({ x, y });
    const [a, b, c, d] = cornersOf(inputs);
    const sizes = cornerNames.map((name) => [name, promptCount(inputs[name])] as const);
    const count = commonBatch({ ...Object.fromEntries(sizes), x: x.length, y: y.length });
    const rows = [];
    for (let index = 0; index < count; index++) {
      await context.pause();
      const item = (corner: typeof a) => promptItem(corner, index).tensors;
      const corners: Corners<typeof a.tensors> = [item(a), item(b), item(c), item(d)];
      rows.push(withGeometryErrors(() => promptOnPad(corners, at(x, index), at(y, index), way)));
    }
    return { conditioning: { ...first, prompt: mixName([a, b, c, d]), tensors: promptBatch(rows) } };
  },
});
