import { finite, plus, power } from './operators.ts';

interface Fn {
  /** How many numbers it takes. */
  readonly takes: readonly [least: number, most: number];
  compute(...numbers: readonly number[]): number;
}

const MANY = 100;

const one = (compute: (x: number) => number): Fn => ({ takes: [1, 1], compute: (x = 0) => finite(compute(x)) });

/** Those of Math Expression in ComfyUI, with Python's numbers. */
export const functions: ReadonlyMap<string, Fn> = new Map<string, Fn>([
  ['sum', { takes: [1, MANY], compute: (...numbers) => numbers.reduce(plus, 0) }],
  ['min', { takes: [1, MANY], compute: (...numbers) => Math.min(...numbers) }],
  ['max', { takes: [1, MANY], compute: (...numbers) => Math.max(...numbers) }],
  ['pow', { takes: [2, 2], compute: (a = 0, b = 0) => power(a, b) }],
  ['log', { takes: [1, 2], compute: (x = 1, base = Math.E) => finite(base === Math.E ? Math.log(x) : logOf(x, base)) }],
  ['abs', one(Math.abs)],
  ['round', one(toEven)],
  ['sqrt', one(Math.sqrt)],
  ['ceil', one(Math.ceil)],
  ['floor', one(Math.floor)],
  ['log2', one(Math.log2)],
  ['log10', one(Math.log10)],
  ['sin', one(Math.sin)],
  ['cos', one(Math.cos)],
  ['tan', one(Math.tan)],
  ['int', one(Math.trunc)],
  ['float', one((x) => x)],
]);

/** Those that take all inputs at once, as "values". */
export const gathering: ReadonlySet<string> = new Set(['sum', 'min', 'max']);

function logOf(x: number, base: number): number {
  return Math.log(x) / Math.log(base);
}

/** A half goes to its even neighbour. */
function toEven(x: number): number {
  const below = Math.floor(x);
  if (x - below !== 0.5) return Math.round(x);
  return below % 2 === 0 ? below : below + 1;
}
