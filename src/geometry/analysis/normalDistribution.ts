const tailFrom = 3;

/**
 * P(Z < x) for Z ~ N(0, 1), to 1e-12 of itself: by the series around 0 (Marsaglia 2004, "Evaluating the normal
 * distribution"), and in the tails by the continued fraction of Mills' ratio (DLMF 7.9.2), which keeps their digits.
 */
export function normalProbability(x: number): number {
  const distance = Math.abs(x);
  if (distance < tailFrom) return 0.5 + density(x) * oddSeries(x);
  const tail = density(x) * millsRatio(distance);
  return x < 0 ? tail : 1 - tail;
}

function density(x: number): number {
  return Math.exp((-x * x) / 2) / Math.sqrt(2 * Math.PI);
}

/** x + x³/3 + x⁵/(3 5) + x⁷/(3 5 7) + ... */
function oddSeries(x: number): number {
  let term = x;
  let sum = x;
  for (let n = 3; Math.abs(term) > Math.abs(sum) * 1e-17; n += 2) {
    term *= (x * x) / n;
    sum += term;
  }
  return sum;
}

/** 1/(x + 1/(x + 2/(x + 3/(x + ...)))), from far enough in that nothing is left. */
function millsRatio(x: number): number {
  let rest = x;
  for (let n = 160; n > 0; n--) rest = x + n / rest;
  return 1 / rest;
}
