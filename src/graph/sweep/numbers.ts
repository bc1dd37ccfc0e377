import { ArcspaceError } from '../problem.ts';
import { mostCells } from './limits.ts';

const number = String.raw`([-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?)`;
const rangeForm = new RegExp(`^${number}:${number}:(\\d+)$`, 'i');
const spanForm = new RegExp(`^${number}:${number}$`, 'i');
const integersForm = /^([-+]?\d+)\.\.([-+]?\d+)$/;

/** From one number to another, all between. */
export interface Span {
  readonly from: number;
  readonly to: number;
  /** Whole numbers only, both ends among them. */
  readonly whole: boolean;
}

/**
 * The numbers that "1:9:5" (from, to, count, evenly spaced, both ends) or "1..8" (whole numbers) means; undefined for
 * anything else.
 * @throws ArcspaceError `usage` for none, for more than a sweep has cells, and for a range without its count.
 */
export function numbersOf(written: string): readonly number[] | undefined {
  const range = rangeForm.exec(written);
  if (range) return evenly(Number(range[1]), Number(range[2]), bounded(Number(range[3]), written));
  if (spanForm.test(written)) {
    throw new ArcspaceError(
      'usage',
      `"${written}" does not say how many numbers.`,
      `Write from:to:count, such as ${written}:5, or whole numbers as 1..8.`,
    );
  }
  const span = spanOf(written);
  return span && wholeNumbers(span, written);
}

/** "0..1000" or "1:9" as what random numbers are drawn from; undefined for anything else. */
export function spanOf(written: string): Span | undefined {
  const whole = integersForm.exec(written);
  const [, from, to] = whole ?? spanForm.exec(written) ?? [];
  if (from === undefined || to === undefined) return undefined;
  return { from: Number(from), to: Number(to), whole: whole !== null };
}

function wholeNumbers({ from, to }: Span, written: string): number[] {
  const step = to < from ? -1 : 1;
  return Array.from({ length: bounded(Math.abs(to - from) + 1, written) }, (_, index) => from + step * index);
}

/** Rounded to twelve digits: 0.1:0.9:9 has 0.3 in it. */
function evenly(from: number, to: number, count: number): number[] {
  const share = (index: number): number => (count === 1 ? 0 : index / (count - 1));
  return Array.from({ length: count }, (_, index) => Number((from + (to - from) * share(index)).toPrecision(12)));
}

function bounded(count: number, written: string): number {
  if (count >= 1 && count <= mostCells) return count;
  throw new ArcspaceError(
    'usage',
    `"${written}" means ${count} numbers; there can be 1 to ${mostCells}.`,
    'Change its count, or draw a few of them: random:20:0..1000000.',
  );
}
