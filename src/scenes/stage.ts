import { TorchGenerator } from '../tensor/random.ts';
import type { Circumstances, SceneFactors } from './factors.ts';
import { type Light, lightOf } from './light.ts';

/** Where everything stands, and how it is lit. */
export interface Stage {
  readonly factors: SceneFactors;
  readonly light: Light;
  /** Of the whole scene, whose height is 1. */
  readonly width: number;
  /** The middle of the subject. */
  readonly x: number;
  /** What the subject stands on. */
  readonly base: number;
  readonly scale: number;
  readonly motion: number;
  readonly weatherAmount: number;
  readonly chance: Chance;
}

/** What is left to chance, each in 0..1. */
export interface Chance {
  readonly clouds: number;
  readonly hills: number;
  readonly sun: number;
}

export const HORIZON = 0.655;

const BASE = { hill: 0.735, sea: 0.755, plain: 0.745 } as const;

/** @param width of the scene, whose height is 1 */
export function stageOf(factors: SceneFactors, circumstances: Circumstances, width: number): Stage {
  const { variation, motion, weatherAmount } = circumstances;
  const [clouds = 0, hills = 0, sun = 0] = new TorchGenerator(variation).rand([3]).data;
  return {
    factors,
    light: lightOf(factors, weatherAmount),
    width,
    x: factors.position * width,
    base: BASE[factors.ground],
    scale: factors.size,
    motion,
    weatherAmount,
    chance: { clouds, hills, sun },
  };
}
