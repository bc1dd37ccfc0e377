import { MersenneTwister } from '../../tensor/mersenneTwister.ts';
import { ArcspaceError } from '../problem.ts';
import { mostCells } from './limits.ts';
import type { Span } from './numbers.ts';

/** "random:8:VALUES" or "random:8#42:VALUES". */
export interface RandomSample {
  readonly count: number;
  readonly seed: number;
  /** What is drawn from. */
  readonly from: string;
}

/** Undefined for anything else. @throws ArcspaceError `usage` for a count that no sweep has. */
export function randomSample(written: string): RandomSample | undefined {
  const [, count, seed = '0', from] = /^random:(\d+)(?:#(\d+))?:(.*)$/s.exec(written) ?? [];
  if (count === undefined || from === undefined) return undefined;
  if (Number(count) >= 1 && Number(count) <= mostCells) return { count: Number(count), seed: Number(seed), from };
  throw new ArcspaceError(
    'usage',
    `A random sample of ${count} values cannot be drawn.`,
    `Draw 1 to ${mostCells}: random:8:VALUES.`,
  );
}

/**
 * Numbers of a span, no two the same, in the order in which they are drawn; broken ones with six digits.
 * @throws ArcspaceError `usage` when the span has fewer.
 */
export function drawNumbers({ from, to, whole }: Span, { count, seed }: Omit<RandomSample, 'from'>): number[] {
  const [low, high] = from < to ? [from, to] : [to, from];
  const there = whole ? high - low + 1 : low < high ? Number.POSITIVE_INFINITY : 1;
  if (there < count) throw tooFew(count, there);
  if (whole && there <= 2 * count)
    return drawValues(
      Array.from({ length: there }, (_, index) => low + index),
      { count, seed },
    );
  const fraction = fractions(seed);
  const drawn = new Set<number>();
  for (let tries = 0; drawn.size < count && tries < 100 * count; tries++) {
    const share = fraction();
    drawn.add(whole ? low + Math.floor(share * there) : Number((low + share * (high - low)).toPrecision(6)));
  }
  if (drawn.size < count) throw tooFew(count, drawn.size);
  return [...drawn];
}

/** Some of the values, none twice, by the first steps of a shuffle (Fisher and Yates). @throws ArcspaceError as above. */
export function drawValues<T>(values: readonly T[], { count, seed }: Omit<RandomSample, 'from'>): T[] {
  if (values.length < count) throw tooFew(count, values.length);
  const fraction = fractions(seed);
  const rest = [...values];
  return Array.from({ length: count }, () => rest.splice(Math.floor(fraction() * rest.length), 1)).flat();
}

/** Numbers in [0, 1) of 53 bits, the same for a seed on every machine. */
function fractions(seed: number): () => number {
  const generator = new MersenneTwister(seed);
  return () => ((generator.next() >>> 5) * 2 ** 26 + (generator.next() >>> 6)) / 2 ** 53;
}

function tooFew(count: number, there: number): ArcspaceError {
  return new ArcspaceError(
    'usage',
    `${count} different values cannot be drawn at random where there are ${there}.`,
    'Draw fewer, or from more.',
  );
}
