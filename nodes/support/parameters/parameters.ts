import { z } from 'zod';
import type { Weighing } from '../../../src/graph/defineNode.ts';

/** How far along a path: a slider over the whole way and one way more. */
export function alongParameter(description: string) {
  return z.number().min(-1).max(2).default(0.5).describe(description).meta({ control: 'slider', step: 0.01 });
}

/** Weights of up to sixteen points. @param weighs what they are for. @param least how small each may be. */
export function weightsParameter(description: string, weighs: Weighing, least = -1e6) {
  return z.array(z.number().min(least).max(1e6)).max(16).default([]).describe(description).meta({ weighs });
}

/** What to do where two ends are opposite each other, so that no single great circle joins them. */
export function oppositeParameter(description: string) {
  return z.enum(['refuse', 'seeded_axis']).default('refuse').describe(description);
}

/** A file to read. */
export function fileParameter(value: string, control: 'image_file' | 'film_file' | 'latents_file') {
  return z.string().min(1).max(1000).default(value).describe('The file to read.').meta({ control });
}

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

/** Programs whose order of draws can be followed. */
export const orderWords = { diffusers: 'diffusers', a1111: 'A1111', comfyui: 'ComfyUI', by_step: 'step by step' };

/** How far to go, 1 being the whole way; a negative value goes the other way. */
export function strengthParameter(description: string, value = 1) {
  return z
    .number()
    .min(-10)
    .max(10)
    .default(value)
    .describe(description)
    .meta({ span: [-2, 2], step: 0.05 });
}
