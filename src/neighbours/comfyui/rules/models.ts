import type { Widgets } from '../widgets.ts';
import { type Loader, modelName, partFiles, partWidgets } from './modelParts.ts';
import type { Equal, Rule, Surroundings, Unequal } from './rule.ts';

/** Each loader of a part opens the whole that the file puts together: equal parameters are loaded once. */
function part(loader: Loader, output: string): Rule {
  const names = { unet_name: 'model', vae_name: 'vae' };
  return {
    type: 'load_model_parts',
    inputs: {},
    outputs: [output],
    widgets: partWidgets[loader],
    names,
    equal: partEqual,
  };
}

function partEqual(values: Widgets, { parts, remark }: Surroundings): Equal | Unequal {
  if (parts.because !== undefined) return { because: parts.because };
  const together = new Set(Object.values(parts.parameters));
  if (!partFiles(values).every((name) => together.has(modelName(name)))) {
    return { because: 'nothing that runs uses it, and the parts that are used do not belong to it' };
  }
  const precision = values.text('weight_dtype');
  if (precision !== undefined && precision !== 'default') {
    remark(`The weights of ${values.text('unet_name')} are used as they are stored, not as ${precision}.`);
  }
  return { parameters: parts.parameters };
}

const lora = (hasClip: boolean): Rule => ({
  type: 'apply_lora',
  inputs: {
    model: 'model',
    ...(hasClip && { clip: 'text_encoder' }),
    strength_model: 'strength',
    strength_clip: 'text_strength',
  },
  outputs: ['model', 'text_encoder'],
  widgets: ['lora_name', 'strength_model', ...(hasClip ? ['strength_clip'] : [])],
  equal(values) {
    const name = values.text('lora_name');
    if (name === undefined) return { because: 'it names no LoRA' };
    const strength = values.number('strength_model') ?? 1;
    const text = values.number('strength_clip') ?? 1;
    return {
      parameters: { strength, ...(hasClip && { text_strength: text }) },
      helper: { type: 'load_lora', parameters: { lora: modelName(name) }, output: 'lora', input: 'lora' },
    };
  },
});

/** Newer files say beside the shift what else is done to the levels. */
const flowShift = (usual: number): Rule => ({
  type: 'flow_shift',
  inputs: { model: 'model', shift: 'shift' },
  outputs: ['model'],
  widgets: ['shift', 'sampling'],
  equal(values) {
    const sampling = values.text('sampling') ?? 'flow';
    if (sampling !== 'flow') return { because: `its "${sampling.slice(0, 40)}" is not here` };
    const shift = values.number('shift') ?? usual;
    return shift >= LEAST_SHIFT ? { parameters: { shift } } : { because: `its shift is below ${LEAST_SHIFT}` };
  },
});

/** As little as a shift may be here. */
const LEAST_SHIFT = 0.01;

export const modelRules: Readonly<Record<string, Rule>> = {
  /** Its text encoder and VAE are its own, whatever else the file loads. */
  CheckpointLoaderSimple: {
    type: 'load_model',
    inputs: {},
    outputs: ['model', 'text_encoder', 'vae'],
    widgets: partWidgets.CheckpointLoaderSimple,
    names: { ckpt_name: 'model' },
    equal(values) {
      const name = values.text('ckpt_name');
      return name === undefined ? { because: 'it names no model' } : { parameters: { model: modelName(name) } };
    },
  },
  UNETLoader: part('UNETLoader', 'model'),
  VAELoader: part('VAELoader', 'vae'),
  CLIPLoader: part('CLIPLoader', 'text_encoder'),
  DualCLIPLoader: part('DualCLIPLoader', 'text_encoder'),
  TripleCLIPLoader: part('TripleCLIPLoader', 'text_encoder'),
  ModelSamplingSD3: flowShift(3),
  ModelSamplingAuraFlow: flowShift(1.73),
  CLIPSetLastLayer: {
    type: 'last_clip_layer',
    inputs: { clip: 'text_encoder' },
    outputs: ['text_encoder'],
    widgets: ['stop_at_clip_layer'],
    names: { stop_at_clip_layer: 'layer' },
    equal: ({ number }) => ({ parameters: { layer: number('stop_at_clip_layer') ?? -1 } }),
  },
  LoraLoader: lora(true),
  LoraLoaderModelOnly: lora(false),
};
