import { ArcspaceError } from '../../../src/graph/problem.ts';

/** @param things what there is one weight for, as "directions". */
export function requireOneEach(weights: readonly number[], count: number, things: string): void {
  if (weights.length === count) return;
  throw new ArcspaceError(
    'weights',
    `There are ${weights.length} weights for ${count} ${things}.`,
    `Give one weight per ${things.slice(0, -1)}, or none.`,
    { port: 'weights' },
  );
}
