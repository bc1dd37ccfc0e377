import { logGamma } from './logGamma.ts';

/**
 * ln P(a, x) of the regularised lower incomplete gamma function, for probabilities that float64 cannot hold: by its
 * series below x = a + 1 (DLMF 8.11.4), as ln(1 - Q) above. -Infinity at x = 0.
 * @throws RangeError unless a > 0 and x >= 0.
 */
export function logLowerGamma(a: number, x: number): number {
  assertArguments(a, x);
  if (x === 0) return Number.NEGATIVE_INFINITY;
  return x < a + 1 ? logFirstTerm(a, x) - Math.log(a) + Math.log(series(a, x)) : logOfRest(logUpperGamma(a, x));
}

/**
 * ln Q(a, x) of the regularised upper incomplete gamma function: by its continued fraction from x = a + 1 on (DLMF 8.9.2,
 * evaluated as Lentz does), as ln(1 - P) below. 0 at x = 0.
 * @throws RangeError unless a > 0 and x >= 0.
 */
export function logUpperGamma(a: number, x: number): number {
  assertArguments(a, x);
  if (x === 0) return 0;
  return x < a + 1 ? logOfRest(logLowerGamma(a, x)) : logFirstTerm(a, x) + Math.log(continuedFraction(a, x));
}

/** ln(x^a e^-x / Gamma(a)), for positive a and x. */
export function logFirstTerm(a: number, x: number): number {
  return a * Math.log(x) - x - logGamma(a);
}

/** ln(1 - e^value) for value <= 0. */
function logOfRest(value: number): number {
  return Math.log(-Math.expm1(value));
}

/** 1 + x/(a+1) + x²/((a+1)(a+2)) + ... */
function series(a: number, x: number): number {
  let term = 1;
  let sum = 1;
  for (let n = 1; term > sum * Number.EPSILON; n++) {
    term *= x / (a + n);
    sum += term;
  }
  return sum;
}

/** 1/(x+1-a - 1(1-a)/(x+3-a - 2(2-a)/(x+5-a - ...))). */
function continuedFraction(a: number, x: number): number {
  let below = x + 1 - a;
  let c = Number.POSITIVE_INFINITY;
  let d = 1 / below;
  let fraction = d;
  for (let n = 1, change = 0; Math.abs(change - 1) > 2 * Number.EPSILON; n++) {
    const numerator = n * (a - n);
    below += 2;
    d = 1 / (below + numerator * d);
    c = below + numerator / c;
    change = c * d;
    fraction *= change;
  }
  return fraction;
}

function assertArguments(a: number, x: number): void {
  if (a > 0 && x >= 0 && a < Number.POSITIVE_INFINITY && x < Number.POSITIVE_INFINITY) return;
  throw new RangeError(`the incomplete gamma function of ${a} and ${x} is not defined`);
}
