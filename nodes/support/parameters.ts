import { z } from 'zod';

/** A seed: the same whole number gives the same noise as in PyTorch, diffusers and ComfyUI. */
export function seedParameter(description: string) {
  return z
    .int()
    .min(0)
    .max(Number.MAX_SAFE_INTEGER)
    .default(0)
    .describe(description)
    .meta({ control: 'seed', step: 1 });
}

/** How far to go, 1 being the whole way; a negative value goes the other way. */
export function strengthParameter(description: string, value = 1) {
  return z.number().min(-10).max(10).default(value).describe(description).meta({ step: 0.05 });
}
