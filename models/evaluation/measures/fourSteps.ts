/** The model that was distilled to four steps, as the workflow `prompts` runs it. */
export const FOUR_STEPS = {
  'model.model': 'starter-fast',
  'denoise.sampler': 'lcm',
  'denoise.steps': 4,
  'denoise.guidance': 1,
} as const;
