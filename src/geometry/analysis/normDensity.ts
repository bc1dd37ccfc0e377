import { logFirstTerm } from './incompleteGamma.ts';

/**
 * Density of the norm r of z ~ N(0, I_d), the chi distribution: r^(d-1) e^(-r²/2) / (2^(d/2-1) Gamma(d/2)). By its
 * logarithm, so that nothing overflows at any d; 0 below r = 0.
 * @throws RangeError for d below 1.
 */
export function normDensity(radius: number, dimensions: number): number {
  if (!(dimensions >= 1)) throw new RangeError(`${dimensions} is not a number of dimensions`);
  if (radius < 0) return 0;
  if (radius === 0) return dimensions === 1 ? Math.sqrt(2 / Math.PI) : 0;
  return (2 / radius) * Math.exp(logFirstTerm(dimensions / 2, radius ** 2 / 2));
}
