import type { Probe } from './probe.ts';
import type { Workbench } from './workbench.ts';

/** What every measure works with. */
export interface Tools {
  readonly workbench: Workbench;
  readonly probe: Probe;
  /** Pictures or scenes in each measurement: fewer are quicker, and say less. */
  readonly count: number;
}

/** A table of the card. */
export interface Section {
  readonly title: string;
  /** What was done, and how to read it. */
  readonly about: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly (string | number)[])[];
}

/** Shares with two digits. */
export function hundredths(value: number | undefined): string {
  return value === undefined ? '' : value.toFixed(2).replace(/^0\./, '.');
}
