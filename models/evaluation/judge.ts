import { type FactorName, type Facts, factorNames } from '../../src/scenes/facts.ts';
import type { Reading } from './probe.ts';

/** What an edit of one factor did to a number of pictures. */
export interface Verdict {
  /** Share of the pictures in which the factor now has the wanted value. */
  readonly success: number;
  /** Share of the other factors that changed with it, over pictures and factors. */
  readonly leakage: number;
}

/**
 * @param before what the probe read in the pictures before the edit, encoded and decoded: what the autoencoder loses is not the edit's fault
 * @param after what it reads now
 */
export function judge(
  before: readonly Reading[],
  after: readonly Reading[],
  factor: FactorName,
  wanted: string,
): Verdict {
  const leaked = Object.values(changes(before, after, factor));
  const success = share(after.map(({ facts }) => facts[factor] === wanted));
  return { success, leakage: leaked.reduce((sum, each) => sum + each, 0) / leaked.length };
}

/** By factor other than the edited one, the share of the pictures in which it changed. */
export function changes(
  before: readonly Reading[],
  after: readonly Reading[],
  factor: FactorName,
): Partial<Record<FactorName, number>> {
  const others = factorNames.filter((name) => name !== factor);
  const changed = (name: FactorName) =>
    share(after.map(({ facts }, index) => facts[name] !== before[index]?.facts[name]));
  return Object.fromEntries(others.map((name) => [name, changed(name)]));
}

/** By factor, how many readings say what was asked for. */
export function accuracy(
  readings: readonly Reading[],
  asked: readonly Partial<Facts>[],
): Partial<Record<FactorName, number>> {
  const rows = factorNames.map((name) => {
    const relevant = readings.filter((_, index) => asked[index]?.[name] !== undefined);
    const wanted = asked.filter((facts) => facts[name] !== undefined);
    return [name, share(relevant.map(({ facts }, index) => facts[name] === wanted[index]?.[name]))];
  });
  return Object.fromEntries(rows.filter(([, value]) => !Number.isNaN(value)));
}

export function share(answers: readonly boolean[]): number {
  return answers.filter(Boolean).length / answers.length;
}
