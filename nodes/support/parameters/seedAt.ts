import { at } from '../latents/batch.ts';
import { requireWhole } from './requireWhole.ts';

/**
 * The seed of an item, from a wire or a parameter: one for all, or one per item.
 * @throws ArcspaceError `invalid-value` unless it is a whole number from 0 up.
 */
export function seedAt(seeds: readonly number[], index: number): number {
  const seed = at(seeds, index);
  requireWhole('seed', seed, 0);
  return seed;
}
