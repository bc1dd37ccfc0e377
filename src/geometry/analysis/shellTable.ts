import { expectedNorm, normVariance, radialLogDensityDrop } from '../shell.ts';
import { logLowerGamma } from './incompleteGamma.ts';

export interface ShellRow {
  readonly dimensions: number;
  /** E|z| of z ~ N(0, I_d). */
  readonly meanNorm: number;
  /** Standard deviation of |z|. */
  readonly deviation: number;
  /** Norm half way between two orthogonal points of the shell by lerp: sqrt(d / 2). */
  readonly midpoint: number;
  /** ln P(|z| < midpoint). Its probability is under what float64 holds from d = 16384 on. */
  readonly logProbability: number;
  /** Radial log density at the midpoint less that on the shell. */
  readonly radialDelta: number;
}

export const shellTableDimensions = [2, 10, 100, 512, 4096, 16384, 65536] as const;

/** What the shell of N(0, I_d) is like, and how far off it the middle of a lerp lies. @throws RangeError for d below 1. */
export function shellRow(dimensions: number): ShellRow {
  return {
    dimensions,
    meanNorm: expectedNorm(dimensions),
    deviation: Math.sqrt(normVariance(dimensions)),
    midpoint: Math.sqrt(dimensions / 2),
    logProbability: logNormProbability(Math.sqrt(dimensions / 2), dimensions),
    radialDelta: radialLogDensityDrop(dimensions),
  };
}

/** One row for each number of dimensions. */
export function shellTable(dimensions: readonly number[] = shellTableDimensions): ShellRow[] {
  return dimensions.map(shellRow);
}

/** ln P(|z| < radius) for z ~ N(0, I_d): |z|² is chi-squared, so it is ln P(d/2, radius²/2). -Infinity at radius 0. */
export function logNormProbability(radius: number, dimensions: number): number {
  return logLowerGamma(dimensions / 2, (radius * radius) / 2);
}
