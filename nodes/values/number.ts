import { z } from 'zod';
import { defineNode } from '../../src/graph/defineNode.ts';
import { port } from '../../src/graph/port.ts';

export default defineNode({
  type: 'number',
  version: 1,
  migrations: [],
  title: 'Number',
  docs: `Outputs one number that several nodes can share. Connect it to any input that takes a number or a list of numbers, such as the t of Slerp or the strength of Apply directions.`,
  keywords: ['primitive', 'value', 'constant', 'slider', 'float'],
  inputs: {},
  parameters: z.object({
    value: z.number().min(-1e9).max(1e9).default(0).describe('The number.').meta({ step: 0.01 }),
  }),
  outputs: { number: port('number', 'The number.') },
  known: { number: ({ value }) => value },
  examples: [{ title: 'A half', parameters: { value: 0.5 } }],
  compute: ({ parameters }) => ({ number: parameters.value }),
});
