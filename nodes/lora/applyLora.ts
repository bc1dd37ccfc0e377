import { z } from 'zod';
import type { TextEncoder } from '../../src/diffusion/conditioning.ts';
import { type Changed, type Lora, loraSum } from '../../src/diffusion/lora.ts';
import { defineNode } from '../../src/graph/defineNode.ts';
import { port } from '../../src/graph/port.ts';
import { ArcspaceError } from '../../src/graph/problem.ts';

const strength = (whose: string) =>
  z
    .number()
    .min(-10)
    .max(10)
    .default(1)
    .describe(`How strongly it changes the ${whose}: 0 not at all, 1 as it was trained, negative the opposite.`)
    .meta({ control: 'slider', step: 0.05 });

export default defineNode({
  type: 'apply_lora',
  version: 1,
  migrations: [],
  title: 'Apply LoRA',
  docs: `Changes a model by a LoRA, at any strength. The outputs take the place of the model and the text encoder that came in.

Typical setup: connect Load model and Load LoRA, followed by Prompt (text encoder) and Denoise (model). For several LoRAs, put one Apply LoRA behind the other, or add them first with Combine LoRAs.

The strength is fed to the network with each step: moving it opens nothing anew, so Live follows the slider. At 0 the pictures are exactly those of the model without a LoRA; negative strengths go the other way.

Many LoRAs change the text encoder too. Without it wired, only the network is changed.`,
  errors: [
    'A model in an ONNX folder: its weights cannot be changed. Use the same model as .safetensors.',
    'A LoRA that was made for another kind of model.',
  ],
  keywords: ['lora', 'loraloader', 'style', 'strength', 'weight'],
  inputs: {
    model: port('model', 'The network to change.'),
    text_encoder: port('text_encoder', 'The text encoder to change.', { optional: true }),
    lora: port('lora', 'What to change it by.'),
    strength: port('number', 'How strongly it acts on the network.'),
    text_strength: port('number', 'How strongly it acts on the text encoder.'),
  },
  parameters: z.object({
    strength: strength('network'),
    text_strength: strength('text encoder').meta({ control: 'slider', step: 0.05, label: 'Text strength' }),
  }),
  outputs: {
    model: port('model', 'The changed network.'),
    text_encoder: port('text_encoder', 'The changed text encoder.'),
  },
  examples: [
    { title: 'As it was trained', parameters: { strength: 1 } },
    { title: 'Half of it, in the network only', parameters: { strength: 0.5, text_strength: 0 } },
  ],
  async compute({ inputs: { model, text_encoder, lora, strength, text_strength } }, context) {
    const warn = (warning: string | undefined) => warning !== undefined && context.warn(warning);
    const network = await changed(model, 'model', lora, strength);
    warn(network.warning);
    if (!text_encoder) return { model: network.changed, text_encoder: noTextEncoder };
    const encoder = await changed(text_encoder, 'text_encoder', lora, text_strength);
    warn(encoder.warning);
    return { model: network.changed, text_encoder: encoder.changed };
  },
});

interface Changeable<T> {
  withLora?(lora: Lora): Promise<Changed<T>>;
}

async function changed<T extends Changeable<T>>(
  part: T,
  port: string,
  lora: Lora,
  strength: number,
): Promise<Changed<T>> {
  if (!part.withLora) throw outOfReach(port);
  return part.withLora(loraSum([[strength, lora]]));
}

function outOfReach(port: string): ArcspaceError {
  return new ArcspaceError(
    'unsupported-model',
    'This model is an ONNX folder, and the weights in it cannot be changed by a LoRA.',
    'Use the same model as .safetensors: put that file into the models folder and choose it in Load model.',
    { port },
  );
}

/** Stands on the wire where none came in, through further LoRAs too, and says so to who asks it. */
const noTextEncoder: TextEncoder = {
  id: 'none',
  encode: async () => {
    throw new ArcspaceError(
      'missing-input',
      'No text encoder is connected to the Apply LoRA node.',
      'Connect the text encoder of Load model to it.',
    );
  },
  withLora: async () => ({ changed: noTextEncoder }),
};
