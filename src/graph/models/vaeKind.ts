/** The kinds of models whose latents a VAE may be scaled for; `stated`: what lies beside its weights says it. */
export const vaeKinds = ['stated', 'stable_diffusion', 'stable_diffusion_xl', 'stable_diffusion_3', 'flux'] as const;
export type VaeKind = (typeof vaeKinds)[number];
