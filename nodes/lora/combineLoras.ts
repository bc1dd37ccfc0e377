import { z } from 'zod';
import { loraSum } from '../../src/diffusion/lora.ts';
import { defineNode } from '../../src/graph/defineNode.ts';
import { port } from '../../src/graph/port.ts';
import { weightsOrEqual } from '../support/directions/points.ts';
import { requireOneEach } from '../support/directions/weights.ts';

export default defineNode({
  type: 'combine_loras',
  version: 1,
  migrations: [],
  title: 'Combine LoRAs',
  docs: `Combines several LoRAs into one: weight 1 x LoRA 1 + weight 2 x LoRA 2 + ... Weights 1 and 1 add, 1 and -1 subtract, 0.5 and 0.5 average.

Typical setup: connect several Load LoRA nodes, followed by Apply LoRA.

The sum is computed at once, without intermediate files: the network runs with all of them beside its own weights. Subtracting takes away what two LoRAs have in common, such as the look of their training pictures.`,
  errors: ['Weights that are not as many as the LoRAs.'],
  keywords: ['lora', 'add', 'subtract', 'sum', 'difference', 'merge', 'stack'],
  inputs: {
    loras: port('lora', 'A LoRA for the same kind of model.', { repeat: { min: 1, max: 8 } }),
    weights: port('numbers', 'One weight per LoRA, in their order.'),
  },
  parameters: z.object({
    weights: z
      .array(z.number().min(-100).max(100))
      .max(8)
      .default([])
      .describe('One weight per LoRA; empty means 1 each.'),
  }),
  outputs: { lora: port('lora', 'The sum.') },
  examples: [
    { title: 'The sum', parameters: {} },
    { title: 'The opposite of one', parameters: { weights: [-1] } },
  ],
  compute({ inputs: { loras, weights } }) {
    const shares = weightsOrEqual(weights, loras.length);
    requireOneEach(shares, loras.length, 'LoRAs');
    return { lora: loraSum(loras.map((lora, index) => [shares[index] ?? 0, lora])) };
  },
});
