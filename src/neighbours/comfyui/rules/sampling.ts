import { brownianSamplers } from '../../../diffusion/comfyui/comfyuiSamplers.ts';
import type { ForeignNode } from '../foreignGraph.ts';
import { CONTROL, type Widgets } from '../widgets.ts';
import type { Equal, Rule, Surroundings, Unequal } from './rule.ts';

const wires = {
  model: 'model',
  positive: 'conditioning',
  negative: 'negative',
  latent_image: 'latents',
  steps: 'steps',
  cfg: 'cfg',
} as const;

const END = 10_000;

const common = ['steps', 'cfg', 'sampler_name', 'scheduler'] as const;

/** A sampler that is one with the nodes that set it up. Without noise it is the whole range of steps of KSampler (Advanced). */
const whole: Rule = {
  type: 'ksampler',
  inputs: { ...wires, noise_seed: 'seed', denoise: 'denoise' },
  outputs: ['latents'],
  widgets: [],
  names: { sampler_name: 'sampler' },
  equal(values, surroundings, node) {
    if (node.unequal !== undefined) return { because: node.unequal };
    const others = values.isOn('add_noise')
      ? { denoise: values.number('denoise') ?? 1 }
      : { range: 'steps', start_at: 0, end_at: END, add_noise: false, leftover_noise: false };
    return sampling(values, 'noise_seed', surroundings, node, others);
  },
};

export const samplingRules: Readonly<Record<string, Rule>> = {
  KSampler: {
    type: 'ksampler',
    inputs: { ...wires, seed: 'seed', denoise: 'denoise' },
    outputs: ['latents'],
    widgets: ['seed', CONTROL, ...common, 'denoise'],
    names: { sampler_name: 'sampler' },
    equal(values, surroundings, node) {
      return sampling(values, 'seed', surroundings, node, { denoise: values.number('denoise') ?? 1 });
    },
  },
  KSamplerAdvanced: {
    type: 'ksampler',
    inputs: { ...wires, noise_seed: 'seed', start_at_step: 'start_at', end_at_step: 'end_at' },
    outputs: ['latents'],
    widgets: [
      'add_noise',
      'noise_seed',
      CONTROL,
      ...common,
      'start_at_step',
      'end_at_step',
      'return_with_leftover_noise',
    ],
    names: {
      sampler_name: 'sampler',
      start_at_step: 'start_at',
      end_at_step: 'end_at',
      return_with_leftover_noise: 'leftover_noise',
    },
    equal(values, surroundings, node) {
      return sampling(values, 'noise_seed', surroundings, node, {
        range: 'steps',
        start_at: values.number('start_at_step') ?? 0,
        end_at: Math.min(END, values.number('end_at_step') ?? END),
        add_noise: values.isOn('add_noise') ?? true,
        leftover_noise: values.isOn('return_with_leftover_noise') ?? false,
      });
    },
  },
  SamplerCustom: whole,
  SamplerCustomAdvanced: whole,
  EmptyLatentImage: empty(),
  EmptySD3LatentImage: empty(),
};

/** Samplers and schedulers that are not here stay by their names: the node then says so, and does not run. */
function sampling(
  values: Widgets,
  seedName: string,
  { remark }: Surroundings,
  node: ForeignNode,
  others: Readonly<Record<string, unknown>>,
): Equal | Unequal {
  const seed = values.seed(seedName) ?? (hasPort(node, seedName) ? 0 : undefined);
  if (seed === undefined) return { because: 'its seed is no whole number' };
  const sampler = (values.text('sampler_name') ?? 'euler').replace(/_gpu$/, '');
  const scheduler = values.text('scheduler') ?? 'normal';
  if (brownianSamplers.has(sampler)) {
    remark(`The sampler ${sampler} draws the noise of its steps otherwise than ComfyUI: the picture is not the same.`);
  }
  const { number } = values;
  return {
    parameters: { seed, steps: number('steps') ?? 20, cfg: number('cfg') ?? 8, sampler, scheduler, ...others },
  };
}

/** In API format a widget with a wire has no value. */
function hasPort({ inputs }: ForeignNode, widget: string): boolean {
  return inputs.some((port) => (port.widget ?? port.name) === widget);
}

/** Its model is that of the KSampler that it leads to. */
function empty(): Rule {
  return {
    type: 'empty_latents',
    inputs: { width: 'width', height: 'height', batch_size: 'count' },
    outputs: ['latents'],
    widgets: ['width', 'height', 'batch_size'],
    names: { batch_size: 'count' },
    equal: ({ number }) => ({
      parameters: { width: number('width') ?? 512, height: number('height') ?? 512, count: number('batch_size') ?? 1 },
    }),
  };
}
