import { batchItem, type Tensor } from '../tensor/tensor.ts';
import type { Sampler } from './samplers/sampler.ts';
import type { Schedule } from './schedule.ts';
import { type StepNoise, seedDraw } from './stepNoise.ts';

/** In which order a program draws what it needs from one seed. */
export const noiseOrders = ['diffusers', 'a1111', 'comfyui', 'by_step'] as const;
export type NoiseOrder = (typeof noiseOrders)[number];

/** What latents have had of the draws of their seed, so that the noise of the steps follows as in the program that is followed. */
export interface DrawnNoise {
  /** The draw of the seed that they started from. */
  readonly start: number;
  /** Draws that came before the first step. */
  readonly before: number;
  /** The step of the schedule that sampling began with. */
  readonly since: number;
  /** Added to the seed for the steps. */
  readonly seedOffset: number;
  /** How many items are drawn as one tensor, and which of them the first item here is. */
  readonly together: number;
  readonly first: number;
  /** Whether each step has draws of its own, even if those before it make none; absent for no. */
  readonly byStep?: boolean;
}

/** Of noise that a run starts from: the steps have the draws after it, as in diffusers and A1111. */
export const afterNoise: DrawnNoise = { start: 0, before: 1, since: 0, seedOffset: 0, together: 1, first: 0 };

/** Whether all pictures of a batch on one seed are drawn as one tensor. */
export function drawsTogether(order: NoiseOrder): boolean {
  return order === 'diffusers' || order === 'comfyui';
}

/** Which draw of its seed a picture is noised with: diffusers draws what the encoder leaves open first. */
export function pictureDraw(order: NoiseOrder): number {
  return order === 'diffusers' ? 1 : 0;
}

/**
 * What has been drawn when a picture was noised to where `step` starts, or, for noise, when that was drawn (step 0).
 * diffusers: posterior, noise, steps. A1111: noise, steps. ComfyUI: noise, and the steps of the next seed. By step: each step has
 * a draw of its own, wherever sampling began and whichever steps draw.
 */
export function drawnBefore(order: NoiseOrder, step: number, together: number): DrawnNoise {
  const drawn = { ...afterNoise, start: pictureDraw(order), together, since: step };
  switch (order) {
    case 'diffusers':
      return { ...drawn, before: 2 };
    case 'a1111':
      return drawn;
    case 'comfyui':
      return { ...drawn, before: 0, seedOffset: 1 };
    case 'by_step':
      return { ...drawn, since: 0, byStep: true };
  }
}

/** Where the draws of a step begin: after those that the steps before it make, or may make where each has its own. */
export function drawsBefore({ byStep }: DrawnNoise, sampler: Sampler, schedule: Schedule, index: number): number {
  return byStep ? index * sampler.draws : sampler.drawsBefore(schedule, index);
}

/**
 * The noise of steps that follows what was drawn.
 * @param seedOf the seed of each item.
 * @param skipped how many draws the steps before `drawn.since` would have made.
 */
export function noiseAfter(drawn: DrawnNoise, seedOf: (item: number) => number, skipped: number): StepNoise {
  return (draw, itemShape, item) => {
    const index = drawn.before + draw - skipped;
    const seed = seedOf(item) + drawn.seedOffset;
    return drawnItem(drawn, seed, index, itemShape, item);
  };
}

/** The noise that an item of latents started from, drawn again from its seed. */
export function startingNoise(drawn: DrawnNoise, seed: number, itemShape: readonly number[], item: number): Tensor {
  return drawnItem(drawn, seed, drawn.start, itemShape, item);
}

function drawnItem(drawn: DrawnNoise, seed: number, draw: number, itemShape: readonly number[], item: number): Tensor {
  if (drawn.together === 1) return seedDraw(seed, draw, itemShape);
  return batchItem(noiseTogether(seed, draw, drawn.together, itemShape), drawn.first + item);
}

/** Noise [count, C, h, w] of one seed, drawn as one tensor. */
export function noiseTogether(seed: number, draw: number, count: number, itemShape: readonly number[]): Tensor {
  return seedDraw(seed, draw, [count, ...itemShape.slice(1)]);
}
