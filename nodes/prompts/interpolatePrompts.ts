import { z } from 'zod';
import {
  promptBatch,
  promptCount,
  promptItem,
  promptSlerp,
  promptSum,
} from '../../src/diffusion/prompts/promptArithmetic.ts';
import { defineNode } from '../../src/graph/defineNode.ts';
import { port } from '../../src/graph/port.ts';
import { withGeometryErrors } from '../support/directions/geometry.ts';
import { at, commonBatch } from '../support/latents/batch.ts';
import { alongParameter } from '../support/parameters/parameters.ts';
import { warnOfExtrapolation } from '../support/reports/warnings.ts';
import { mixName, requireSameEncoding } from '../support/sampling/prompts.ts';

export default defineNode({
  type: 'interpolate_prompts',
  version: 1,
  migrations: [],
  title: 'Interpolate prompts',
  docs: `Walks from one prompt to another: what they say is mixed after it was encoded, so there is a picture for every place between. t = 0 is a, t = 1 is b; values outside extrapolate.

Typical setup: connect two Prompt nodes and Numbers, followed by Denoise with one seed, Decode and Save animation.

Lerp is the straight line (1 - t) a + t b, as ConditioningAverage of ComfyUI. Slerp turns each token by itself on a great circle, and keeps its length. A list of t makes a batch of prompts: each item of the latents gets its own.`,
  errors: [
    'Prompts of two models, or of different lengths in chunks.',
    'Batches of different lengths, except that a single item goes with any.',
    'Tokens that are opposite each other, for slerp.',
  ],
  keywords: ['conditioning average', 'prompt', 'conditioning', 'walk', 'travel', 'blend', 'average', 'slerp', 'lerp'],
  inputs: {
    a: port('conditioning', 'The prompt at t = 0.'),
    b: port('conditioning', 'The prompt at t = 1.'),
    t: port('numbers', 'Position on the way; a list makes a batch.'),
  },
  parameters: z.object({
    t: alongParameter('Position on the way: 0 is a, 1 is b, values outside extrapolate.'),
    way: z
      .enum(['lerp', 'slerp'])
      .default('lerp')
      .describe('On the straight line, or token by token on great circles.')
      .meta({ choices: { lerp: 'Straight (lerp)', slerp: 'Great circle (slerp)' } }),
  }),
  outputs: { conditioning: port('conditioning', 'The prompts at t, one per value.') },
  examples: [
    { title: 'Half way', parameters: { t: 0.5 } },
    { title: 'Half way, with the length of the tokens', parameters: { t: 0.5, way: 'slerp' } },
  ],
  async compute({ inputs: { a, b, t }, parameters: { way } }, context) {
    const first = promptItem(a, 0);
    requireSameEncoding('a', first, 'b', promptItem(b, 0));
    warnOfExtrapolation(t, { from: 'a', to: 'b' }, context);
    const count = commonBatch({ a: promptCount(a), b: promptCount(b), t: t.length });
    const rows = [];
    for (let index = 0; index < count; index++) {
      await context.pause();
      const [from, to] = [promptItem(a, index).tensors, promptItem(b, index).tensors];
      const share = at(t, index);
      const straight = () =>
        promptSum([
          [1 - share, from],
          [share, to],
        ]);
      rows.push(withGeometryErrors(() => (way === 'lerp' ? straight() : promptSlerp(from, to, share))));
    }
    return { conditioning: { ...first, prompt: mixName([a, b]), tensors: promptBatch(rows) } };
  },
});
