import { norm, type Vector } from './vector.ts';

/**
 * Mean norm of z ~ N(0, I_d): sqrt(2) Gamma((d + 1) / 2) / Gamma(d / 2), close to sqrt(d) - 1 / (4 sqrt(d)).
 * By the asymptotic series of the ratio of gamma functions (DLMF 5.11.13), lifted to where it is exact to rounding with
 * E(d) = E(d + 2) d / (d + 1). No gamma function is evaluated, so nothing overflows at any d.
 */
export function expectedNorm(dimensions: number): number {
  if (!(dimensions >= 1)) throw new RangeError(`${dimensions} is not a number of dimensions`);
  if (dimensions < 256) return (expectedNorm(dimensions + 2) * dimensions) / (dimensions + 1);
  const x = 1 / dimensions;
  return (
    Math.sqrt(dimensions) *
    (1 - x / 4 + x ** 2 / 32 + (5 * x ** 3) / 128 - (21 * x ** 4) / 2048 - (399 * x ** 5) / 8192)
  );
}

/** Variance of |z|: d - E|z|², close to 1/2 - 1/(8d). For large d by its own series, where the difference would lose digits. */
export function normVariance(dimensions: number): number {
  if (dimensions < 256) return dimensions - expectedNorm(dimensions) ** 2;
  const x = 1 / dimensions;
  return 0.5 - x / 8 - x ** 2 / 16 + (5 * x ** 3) / 128;
}

/** How many standard deviations the norm of `vector` lies off the shell of N(0, I). A check for noise, a diagnostic elsewhere. */
export function shellScore(vector: Vector): number {
  const dimensions = vector.length;
  return (norm(vector) - expectedNorm(dimensions)) / Math.sqrt(normVariance(dimensions));
}

/** Change of the radial log density of N(0, I_d) from the shell to the lerp midpoint of two orthogonal points. */
export function radialLogDensityDrop(dimensions: number): number {
  return dimensions / 4 - ((dimensions - 1) / 2) * Math.LN2;
}
