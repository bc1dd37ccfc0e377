import type { Guess } from './guess.ts';

/** What all known models have. */
const usualGroups = 32;

/** Groups of the group normalisations of UNets and VAEs, which shapes do not say: 32, or as many as divide all widths. */
export function normGroups(widths: readonly number[]): { groups: number; guesses: readonly Omit<Guess, 'part'>[] } {
  let groups = usualGroups;
  while (widths.some((width) => width % groups !== 0)) groups /= 2;
  if (groups === usualGroups) return { groups, guesses: [] };
  const why = `Its layers are too narrow for the usual ${usualGroups} groups of normalisation, so ${groups} are taken.`;
  return { groups, guesses: [{ key: 'norm_num_groups', value: groups, why }] };
}
