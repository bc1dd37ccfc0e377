/** ComfyUI's samplers that are also here, by their names there: which of ours takes their steps. */
export const comfyuiSamplers = {
  euler: 'euler',
  euler_ancestral: 'euler_ancestral',
  heun: 'heun',
  dpm_2: 'dpm_2',
  dpm_2_ancestral: 'dpm_2_ancestral',
  lms: 'lms',
  dpmpp_2s_ancestral: 'dpmpp_2s_ancestral',
  dpmpp_sde: 'dpmpp_sde',
  dpmpp_2m: 'dpmpp_2m',
  dpmpp_2m_sde: 'dpmpp_2m_sde',
  dpmpp_3m_sde: 'dpmpp_3m_sde',
  ipndm: 'ipndm',
  /** Euler's steps under another name, as in ComfyUI. */
  ddim: 'euler',
} as const;

export type ComfyuiSampler = keyof typeof comfyuiSamplers;
export const comfyuiSamplerNames = Object.keys(comfyuiSamplers) as [ComfyuiSampler, ...ComfyuiSampler[]];

/** Those whose noise ComfyUI takes from a Brownian path: the same steps here, with other noise. */
export const brownianSamplers: ReadonlySet<string> = new Set(['dpmpp_sde', 'dpmpp_2m_sde', 'dpmpp_3m_sde']);

/** Those whose steps are ComfyUI's for flow matching models too. */
export const flowSamplers: ReadonlySet<string> = new Set([
  'euler',
  'ddim',
  'euler_ancestral',
  'heun',
  'dpm_2',
  'dpm_2_ancestral',
  'ipndm',
]);

/** Those that take a step more and leave out the last but one level. */
export const skippingSamplers: ReadonlySet<string> = new Set(['dpm_2', 'dpm_2_ancestral']);
