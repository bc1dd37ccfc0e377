import { z } from 'zod';
import { defineNode } from '../../src/graph/defineNode.ts';
import { port } from '../../src/graph/port.ts';

export default defineNode({
  type: 'load_lora',
  version: 1,
  migrations: [],
  title: 'Load LoRA',
  docs: `Reads a LoRA: a small file that teaches a model a style, a character or a thing. It changes nothing by itself; connect it to Apply LoRA.

Typical setup: Load model and this node, both connected to Apply LoRA, whose outputs take the place of the model and the text encoder.

LoRAs are .safetensors files in a folder called "loras" in the workspace or beside the models. A LoRA fits the kind of model that it was made for: one for Stable Diffusion 1 does nothing sensible on SDXL, and is refused there.

LoRAs can be calculated with: Interpolate LoRAs goes from one to another, Combine LoRAs adds and subtracts them.`,
  errors: [
    'A name for which there is no file.',
    'A file that is no LoRA, or one of a kind that Arcspace does not read (LoHa, LoKr, DoRA).',
  ],
  keywords: ['lora', 'style', 'character', 'fine-tune', 'lycoris'],
  inputs: {},
  parameters: z.object({
    lora: z
      .string()
      .max(300)
      .default('')
      .describe('Name of the LoRA, which is the name of its file.')
      .meta({ control: 'lora', label: 'LoRA' }),
  }),
  outputs: { lora: port('lora', 'The LoRA at strength 1.') },
  usesLoras: ({ lora }) => [lora],
  examples: [{ title: 'A LoRA of the folder "loras"', parameters: { lora: 'ink' } }],
  compute: async ({ parameters }, context) => ({ lora: await context.loras.load(parameters.lora) }),
});
