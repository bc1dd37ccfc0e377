import { brownianSamplers } from '../../../diffusion/comfyui/comfyuiSamplers.ts';
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
    return sampling(values, 'noise_seed', surroundings, others);
  },
};

export const samplingRules: Readonly<Record<string, Rule>> = {
  KSampler: {
    type: 'ksampler',
    inputs: { ...wires, seed: 'seed', denoise: 'denoise' },
    outputs: ['latents'],
    widgets: ['seed', CONTROL, ...common, 'denoise'],
    names: { sampler_name: 'sampler' },
    equal(values, surroundings) {
      return sampling(values, 'seed', surroundings, { denoise: values.number('denoise') ?? 1 });
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
    equal(values, surroundings) {
      return sampling(values, 'noise_seed', surroundings, {
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

/**
 * A seed that comes from a wire may have no value beside it. Samplers and schedulers that are not here stay by their names: the node
 * then says so, and does not run.
 */
function sampling(
  values: Widgets,
  seedName: string,
  { wired, remark }: Surroundings,
  others: Readonly<Record<string, unknown>>,
): Equal | Unequal {
  const seed = values.seed(seedName) ?? (wired.has(seedName) ? 0 : undefined);
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
