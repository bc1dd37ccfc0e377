/**
 * How much of a point is noise: x = signal * (x0 + sigma * n), with n ~ N(0, I).
 *
 * `sigma` is the ratio of noise to signal, k-diffusion's sigma. `signal` is the signal rate, sqrt(alphaBar) where
 * latents are variance preserving (Ho et al. 2020, arXiv 2006.11239, eq. 4) and 1 - t in flow matching. Latents on
 * wires are always in the coordinates of the model that they belong to, so a point of N(0, I) noise has norm ~ sqrt(d)
 * whatever sampler made it, and a clean direction acts on a noised point scaled by `signal`.
 */
export interface NoiseLevel {
  readonly sigma: number;
  readonly signal: number;
}

export const CLEAN: NoiseLevel = { sigma: 0, signal: 1 };
export const PURE_NOISE: NoiseLevel = { sigma: Number.POSITIVE_INFINITY, signal: 0 };

/** The level of a variance-preserving point: signal = 1 / sqrt(1 + sigma²). */
export function variancePreserving(sigma: number): NoiseLevel {
  return sigma === Number.POSITIVE_INFINITY ? PURE_NOISE : { sigma, signal: 1 / Math.sqrt(1 + sigma * sigma) };
}

/** The level of a flow matching point x = (1 - t) x0 + t n (Lipman et al., arXiv 2210.02747); t from 0, clean, to 1. */
export function flowLevel(t: number): NoiseLevel {
  return t >= 1 ? PURE_NOISE : { sigma: t / (1 - t), signal: 1 - t };
}

/** Standard deviation of the noise in the point: sigma * signal, 1 for pure noise. */
export function noiseRate(level: NoiseLevel): number {
  return level.sigma === Number.POSITIVE_INFINITY ? 1 : level.sigma * level.signal;
}

/** Levels are the same when no float32 latent could tell them apart. */
export function sameLevel(a: NoiseLevel, b: NoiseLevel): boolean {
  return Math.abs(a.signal - b.signal) < 1e-6 && Math.abs(noiseRate(a) - noiseRate(b)) < 1e-6;
}

export function isClean(level: NoiseLevel): boolean {
  return level.sigma === 0;
}

/** As people read it: "clean", "pure noise" or "σ 7.20". */
export function describeLevel(level: NoiseLevel): string {
  if (isClean(level)) return 'clean';
  if (level.sigma === Number.POSITIVE_INFINITY) return 'pure noise';
  return `σ ${level.sigma.toFixed(level.sigma < 0.1 ? 3 : 2)}`;
}
