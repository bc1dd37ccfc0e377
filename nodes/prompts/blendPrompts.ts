import { z } from 'zod';
import { promptBatch, promptCount, promptItem, promptSum } from '../../src/diffusion/prompts/promptArithmetic.ts';
import { defineNode } from '../../src/graph/defineNode.ts';
import { port } from '../../src/graph/port.ts';
import { ArcspaceError } from '../../src/graph/problem.ts';
import { weightsOrEqual } from '../support/directions/points.ts';
import { commonBatch } from '../support/latents/batch.ts';
import { weightsParameter } from '../support/parameters/parameters.ts';
import { mixName, requireSameEncoding } from '../support/sampling/prompts.ts';

export default defineNode({
  type: 'blend_prompts',
  version: 1,
  migrations: [],
  title: 'Blend prompts',
  docs: `Mixes several encoded prompts into one: the weighted mean of what they say. Weights are divided by their sum; empty means equal shares.

Typical setup: connect two or more Prompt nodes, followed by Denoise. For a walk between two prompts use Interpolate prompts.`,
  errors: [
    'Prompts of two models, or of different lengths in chunks.',
    'Weights that are not as many as the prompts, or whose sum is 0.',
  ],
  keywords: ['prompt', 'conditioning', 'mix', 'mean', 'average', 'weight'],
  inputs: {
    prompts: port('conditioning', 'A prompt.', { repeat: { min: 2, max: 16 } }),
    weights: port('numbers', 'One weight per prompt, in their order.'),
  },
  parameters: z.object({
    weights: weightsParameter('One weight per prompt; empty means equal shares.', { input: 'prompts', as: 'shares' }),
  }),
  outputs: { conditioning: port('conditioning', 'The mixed prompt.') },
  examples: [
    { title: 'Equal shares', parameters: {} },
    { title: 'Mostly the first', parameters: { weights: [3, 1] } },
  ],
  async compute({ inputs: { prompts, weights } }, context) {
    const [first] = prompts.map((prompt) => promptItem(prompt, 0));
    if (!first) throw new RangeError('there is no prompt to blend');
    prompts.forEach((prompt, index) => {
      requireSameEncoding('prompts.1', first, `prompts.${index + 1}`, promptItem(prompt, 0));
    });
    const shares = sharesOf(weightsOrEqual(weights, prompts.length), prompts.length);
    const sizes = prompts.map((prompt, index) => [`prompts.${index + 1}`, promptCount(prompt)] as const);
    const rows = [];
    for (let index = 0; index < commonBatch(Object.fromEntries(sizes)); index++) {
      await context.pause();
      rows.push(promptSum(prompts.map((prompt, i) => [shares[i] as number, promptItem(prompt, index).tensors])));
    }
    return { conditioning: { ...first, prompt: mixName(prompts), tensors: promptBatch(rows) } };
  },
});

function sharesOf(weights: readonly number[], count: number): number[] {
  const sum = weights.reduce((total, weight) => total + weight, 0);
  if (weights.length === count && sum !== 0) return weights.map((weight) => weight / sum);
  throw new ArcspaceError(
    'invalid-value',
    weights.length === count
      ? 'The weights add up to 0, so they have no mean.'
      : `There are ${weights.length} weights and ${count} prompts.`,
    'Give one weight per prompt with a sum other than 0, or none for equal shares.',
    { port: 'weights' },
  );
}
