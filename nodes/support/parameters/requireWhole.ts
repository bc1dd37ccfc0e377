import { portLabel } from '../../../src/graph/labels.ts';
import { ArcspaceError } from '../../../src/graph/problem.ts';

/** @throws ArcspaceError for a number from a wire that is no whole number, or below `least`. */
export function requireWhole(port: string, value: number, least: number): void {
  if (Number.isSafeInteger(value) && value >= least) return;
  throw new ArcspaceError(
    'invalid-value',
    `The number at "${portLabel(port).toLowerCase()}" is ${value}, which is no whole number from ${least} up.`,
    'Connect a whole number.',
    { port },
  );
}
