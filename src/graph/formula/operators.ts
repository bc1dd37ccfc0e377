import { FormulaError } from './formulaError.ts';

type Binary = (a: number, b: number) => number;

/** Python's operators between two numbers, by how tightly they bind: comparisons, which form chains, stand elsewhere. */
export const binaryOperators: Readonly<Record<string, { readonly tightness: number; readonly compute: Binary }>> = {
  '|': { tightness: 1, compute: onBits('|', (a, b) => a | b) },
  '^': { tightness: 2, compute: onBits('^', (a, b) => a ^ b) },
  '&': { tightness: 3, compute: onBits('&', (a, b) => a & b) },
  '<<': { tightness: 4, compute: onBits('<<', (a, b) => a << shift(b)) },
  '>>': { tightness: 4, compute: onBits('>>', (a, b) => a >> shift(b)) },
  '+': { tightness: 5, compute: plus },
  '-': { tightness: 5, compute: exactly((a, b) => a - b) },
  '*': { tightness: 6, compute: exactly((a, b) => a * b) },
  '/': { tightness: 6, compute: (a, b) => a / divisor(b) },
  '//': { tightness: 6, compute: (a, b) => divided(a, divisor(b)).quotient },
  '%': { tightness: 6, compute: (a, b) => divided(a, divisor(b)).rest },
};

export const comparisons: Readonly<Record<string, (a: number, b: number) => boolean>> = {
  '==': (a, b) => a === b,
  '!=': (a, b) => a !== b,
  '<': (a, b) => a < b,
  '>': (a, b) => a > b,
  '<=': (a, b) => a <= b,
  '>=': (a, b) => a >= b,
};

export function inverted(a: number): number {
  return onBits('~', (bits) => ~bits)(a, 0);
}

/** @throws FormulaError where whole numbers give one that a number does not hold exactly. */
export function plus(a: number, b: number): number {
  return exactly((first, second) => first + second)(a, b);
}

/**
 * As far as Python's ** goes without complex numbers.
 * @throws FormulaError where whole numbers give one that a number does not hold exactly.
 */
export function power(a: number, b: number): number {
  if (a === 0 && b < 0) throw byZero();
  const result = a ** b;
  if (!Number.isSafeInteger(a) || !Number.isSafeInteger(b) || b < 0) return finite(result);
  return Number.isSafeInteger(Math.round(result)) ? requireExact(Number(BigInt(a) ** BigInt(b))) : requireExact(result);
}

/** @throws FormulaError where a function has no value: the root of -1, or the logarithm of 0. */
export function finite(value: number): number {
  if (Number.isFinite(value)) return value;
  throw new FormulaError('the result is no finite number', 'Change the formula, or what is wired to the node.');
}

/** The quotient rounded down, and the rest, which has the sign of b: as in CPython, where 1 // 0.1 is 9. */
function divided(a: number, b: number): { readonly quotient: number; readonly rest: number } {
  const rest = a % b;
  const crosses = rest !== 0 && rest < 0 !== b < 0;
  const exact = (a - rest) / b - (crosses ? 1 : 0);
  const below = Math.floor(exact);
  return { quotient: exact - below > 0.5 ? below + 1 : below, rest: crosses ? rest + b : rest };
}

function divisor(b: number): number {
  if (b === 0) throw byZero();
  return b;
}

function byZero(): FormulaError {
  return new FormulaError('it divides by zero', 'Change the formula, or what is wired to the node.');
}

function onBits(sign: string, compute: (a: bigint, b: bigint) => bigint): Binary {
  return (a, b) => {
    if (!Number.isSafeInteger(a) || !Number.isSafeInteger(b))
      throw new FormulaError(`"${sign}" takes whole numbers only`, 'Round them with int, floor or round.');
    return requireExact(Number(compute(BigInt(a), BigInt(b))));
  };
}

/** Python's whole numbers have no end: where ours stop being exact, what follows would silently be another number. */
function exactly(compute: Binary): Binary {
  return (a, b) => {
    const result = compute(a, b);
    return Number.isSafeInteger(a) && Number.isSafeInteger(b) ? requireExact(result) : result;
  };
}

/** @throws FormulaError for a whole number from 2^53 up, or below -2^53. */
export function requireExact(whole: number): number {
  if (Number.isSafeInteger(whole)) return whole;
  throw new FormulaError('a whole number becomes too large', 'Change the formula, or what is wired to the node.');
}

const LONGEST_SHIFT = 1000n;

function shift(by: bigint): bigint {
  if (by >= 0n && by <= LONGEST_SHIFT) return by;
  throw new FormulaError(`nothing is shifted by ${by} bits`, `Shift by 0 to ${LONGEST_SHIFT}.`);
}
