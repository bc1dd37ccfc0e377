const stirling = [1 / 12, -1 / 360, 1 / 1260, -1 / 1680, 1 / 1188, -691 / 360360];

/**
 * ln Gamma(x) for x > 0, to a few units in the last place: Stirling's series (DLMF 5.11.1) from 10 on, and the recurrence
 * Gamma(x + 1) = x Gamma(x) below.
 * @throws RangeError when x is not positive.
 */
export function logGamma(x: number): number {
  if (!(x > 0)) throw new RangeError(`the logarithm of Gamma(${x}) is not defined`);
  let product = 1;
  let y = x;
  for (; y < 10; y++) product *= y;
  const correction = stirling.reduce((sum, coefficient, k) => sum + coefficient / y ** (2 * k + 1), 0);
  return (y - 0.5) * Math.log(y) - y + Math.log(2 * Math.PI) / 2 + correction - Math.log(product);
}
