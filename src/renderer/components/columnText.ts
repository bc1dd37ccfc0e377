import { formatNumber } from '../canvas/view/formatValue.ts';

type Cell = string | number;

/** Digits that the largest value of a column shows, and that the smallest one keeps. */
const OF_LARGEST = 4;
const OF_SMALLEST = 2;
const MOST_DECIMALS = 4;

const magnitude = (value: number) => Math.floor(Math.log10(value));

/** How many digits after the point suit all numbers of a column; no more than any of them needs. */
function decimalsOf(numbers: readonly number[]): number {
  const sizes = numbers.map(Math.abs).filter((size) => size > 0 && Number.isFinite(size));
  if (sizes.length === 0) return 0;
  const forLargest = OF_LARGEST - 1 - magnitude(Math.max(...sizes));
  const forSmallest = OF_SMALLEST - 1 - magnitude(Math.min(...sizes));
  const most = Math.min(MOST_DECIMALS, Math.max(0, forLargest, forSmallest));
  const needed = sizes.map((size) => (/\.(\d*?)0*$/.exec(size.toFixed(most))?.[1] ?? '').length);
  return Math.max(...needed);
}

/** A true minus sign, and the value itself where the decimals of its column would make it zero. */
function numberText(value: number, decimals: number): string {
  const vanishes = value !== 0 && Number(value.toFixed(decimals)) === 0;
  if (vanishes || !Number.isFinite(value)) return formatNumber(value);
  return value.toFixed(decimals).replace('-', '\u2212');
}

/** Whether a column holds numbers, so that they are read under each other. */
export function isNumeric(cells: readonly Cell[]): boolean {
  return cells.some((cell) => typeof cell === 'number');
}

/** The name of a column whose rows are figures of several kinds, such as a count under a length. */
const SEVERAL_KINDS = 'value';

/** The texts of a column, its numbers with one number of decimals where they are of one kind. */
export function columnText(name: string, cells: readonly Cell[]): readonly string[] {
  if (name === SEVERAL_KINDS) return cells.map((cell) => (typeof cell === 'number' ? formatNumber(cell, 0.01) : cell));
  const decimals = decimalsOf(cells.filter((cell) => typeof cell === 'number'));
  return cells.map((cell) => (typeof cell === 'number' ? numberText(cell, decimals) : cell));
}
