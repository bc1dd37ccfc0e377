/** Both parameters of the distribution. */
const shape = 0.6;

/** The quantile of Beta(0.6, 0.6), for a share from 0 to 1: the inverse of its distribution function, by bisection. */
export function betaQuantile(share: number): number {
  if (share <= 0) return 0;
  if (share > 0.5) return 1 - betaQuantile(1 - share);
  let low = 0;
  let high = 0.5;
  for (let round = 0; round < 60; round++) {
    const middle = (low + high) / 2;
    if (distribution(middle) < share) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

/** The regularised incomplete beta function I_x(a, a) for x up to 1/2, by its power series (DLMF 8.17.7). */
function distribution(x: number): number {
  let term = 1;
  let sum = 1 / shape;
  for (let n = 1; n < 200 && term > 1e-18; n++) {
    term *= ((n - shape) / n) * x;
    sum += term / (shape + n);
  }
  return (x ** shape * sum) / whole;
}

/** B(0.6, 0.6) = Gamma(0.6)² / Gamma(1.2). */
const whole = 1.4891922488128169 ** 2 / 0.9181687423997604;
