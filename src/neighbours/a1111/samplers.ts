import type { ComfyuiSampler } from '../../diffusion/comfyui/comfyuiSamplers.ts';
import type { ComfyuiScheduler } from '../../diffusion/comfyui/comfyuiSigmas.ts';

interface Known {
  readonly sampler: ComfyuiSampler;
  /** What "Automatic" is for it. */
  readonly automatic: ComfyuiScheduler;
}

const samplers: Readonly<Record<string, Known>> = {
  Euler: { sampler: 'euler', automatic: 'normal' },
  'Euler a': { sampler: 'euler_ancestral', automatic: 'normal' },
  Heun: { sampler: 'heun', automatic: 'normal' },
  LMS: { sampler: 'lms', automatic: 'normal' },
  DPM2: { sampler: 'dpm_2', automatic: 'karras' },
  'DPM2 a': { sampler: 'dpm_2_ancestral', automatic: 'karras' },
  'DPM++ 2S a': { sampler: 'dpmpp_2s_ancestral', automatic: 'karras' },
  'DPM++ 2M': { sampler: 'dpmpp_2m', automatic: 'karras' },
  'DPM++ SDE': { sampler: 'dpmpp_sde', automatic: 'karras' },
  'DPM++ 2M SDE': { sampler: 'dpmpp_2m_sde', automatic: 'exponential' },
  'DPM++ 3M SDE': { sampler: 'dpmpp_3m_sde', automatic: 'exponential' },
  /** Of Forge, which writes its settings as A1111 does. */
  IPNDM: { sampler: 'ipndm', automatic: 'normal' },
};

/** Its "Beta" is missing: that is another formula than ComfyUI's. */
const schedulers: Readonly<Record<string, ComfyuiScheduler>> = {
  Uniform: 'normal',
  Normal: 'normal',
  Karras: 'karras',
  Exponential: 'exponential',
  Polyexponential: 'exponential',
  'SGM Uniform': 'sgm_uniform',
  Simple: 'simple',
  DDIM: 'ddim_uniform',
};

/** Names of ours, or those of A1111 where there is no equal: the node then says so, and does not run. */
export interface Sampling {
  readonly sampler: string;
  readonly scheduler: string;
}

/** Older versions write the schedule behind the sampler: "DPM++ 2M Karras". */
export function samplingOf(name: string, type: string | undefined): Sampling {
  const suffix = type === undefined ? / (Karras|Exponential)$/.exec(name) : null;
  const plain = suffix ? name.slice(0, suffix.index) : name;
  const known = Object.hasOwn(samplers, plain) ? samplers[plain] : undefined;
  const wanted = type ?? suffix?.[1] ?? 'Uniform';
  const automatic = wanted === 'Automatic' ? (known?.automatic ?? 'normal') : undefined;
  const equal = Object.hasOwn(schedulers, wanted) ? schedulers[wanted] : undefined;
  return { sampler: known?.sampler ?? plain, scheduler: automatic ?? equal ?? wanted };
}
