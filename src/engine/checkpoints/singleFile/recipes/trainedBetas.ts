/** The noise that all versions of Stable Diffusion with a UNet were trained with, as their schedulers say it. */
export const trainedBetas = {
  num_train_timesteps: 1000,
  beta_start: 0.00085,
  beta_end: 0.012,
  beta_schedule: 'scaled_linear',
} as const;

/** What models for 512 and 768 pixels share: schedulers of diffusers are told to leave pictures as they are. */
export const plainScheduler = {
  ...trainedBetas,
  clip_sample: false,
  set_alpha_to_one: false,
  steps_offset: 1,
} as const;
