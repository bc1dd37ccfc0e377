import { z } from 'zod';
import { defineNode } from '../../src/graph/defineNode.ts';
import { port } from '../../src/graph/port.ts';

export default defineNode({
  type: 'flux_guidance',
  version: 1,
  migrations: [],
  title: 'FLUX guidance',
  docs: `Says beside a prompt how strongly FLUX dev, and other networks that are told the guidance as a number, should follow it. It counts before the guidance of the node that samples. Networks that are guided by two predictions, such as Stable Diffusion, take no notice of it.

Typical setup: connect a Prompt, followed by Denoise or KSampler.

The same number as that of FluxGuidance in ComfyUI: 3.5 is usual, 2 looks softer, and much more overdraws.`,
  keywords: ['fluxguidance', 'guidance', 'distilled', 'embedded', 'cfg'],
  inputs: {
    conditioning: port('conditioning', 'The encoded prompt.'),
    guidance: port('number', 'The guidance, in place of the parameter.'),
  },
  parameters: z.object({
    guidance: z.number().min(0).max(100).default(3.5).describe('What the network is told.').meta({ step: 0.1 }),
  }),
  outputs: { conditioning: port('conditioning', 'The same prompt with the guidance.') },
  examples: [{ title: 'Softer', parameters: { guidance: 2 } }],
  compute: ({ inputs: { conditioning, guidance } }) => ({
    conditioning: { ...conditioning, framing: { ...conditioning.framing, guidance } },
  }),
});
