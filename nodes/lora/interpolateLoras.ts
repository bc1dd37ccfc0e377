import { z } from 'zod';
import { loraSum } from '../../src/diffusion/lora.ts';
import { defineNode } from '../../src/graph/defineNode.ts';
import { port } from '../../src/graph/port.ts';
import { alongParameter } from '../support/parameters/parameters.ts';

export default defineNode({
  type: 'interpolate_loras',
  version: 1,
  migrations: [],
  title: 'Interpolate LoRAs',
  docs: `Goes from one LoRA to another: (1 - t) a + t b. t = 0 is a, t = 1 is b; values outside extrapolate.

Typical setup: connect two Load LoRA nodes, followed by Apply LoRA. Move t live, or wire it, to cross from one style to the other.

What is interpolated is the change of the weights, not the pictures: halfway is a model of its own, half of each style.`,
  keywords: ['lora', 'mix', 'merge', 'between', 'lerp', 'style'],
  inputs: {
    a: port('lora', 'The LoRA at t = 0.'),
    b: port('lora', 'The LoRA at t = 1.'),
    t: port('number', 'Position on the way.'),
  },
  parameters: z.object({ t: alongParameter('Position on the way: 0 is a, 1 is b, values outside extrapolate.') }),
  outputs: { lora: port('lora', 'The LoRA at t.') },
  examples: [{ title: 'Half way', parameters: { t: 0.5 } }],
  compute: ({ inputs: { a, b, t } }) => ({
    lora: loraSum([
      [1 - t, a],
      [t, b],
    ]),
  }),
});
