import { ArcspaceError } from '../../../src/graph/problem.ts';

/**
 * The strengths of a measurement, each once; 0 is measured anyway.
 * @throws ArcspaceError when nothing is left.
 */
export function trialStrengths(given: readonly number[]): number[] {
  const strengths = [...new Set(given)].filter((strength) => strength !== 0);
  if (strengths.length > 0) return strengths;
  throw new ArcspaceError('invalid-value', 'A strength of 0 changes nothing that could be measured.', 'Give another.', {
    port: 'strengths',
  });
}
