import type { WeightTable } from '../weights.ts';
import { componentsOf, type Place } from './components.ts';
import { type FoundNetwork, networkIn } from './networkLayouts.ts';

/** A network in a file, and where checkpoints keep it; undefined in a file of one network. */
export interface PlacedNetwork extends FoundNetwork {
  readonly place: Place | undefined;
}

/** Every network that a file holds. */
export function networksIn(tensors: WeightTable): PlacedNetwork[] {
  const { places, rest } = componentsOf(tensors);
  const tables: readonly (readonly [Place | undefined, WeightTable])[] = [[undefined, rest], ...places];
  return tables.flatMap(([place, table]) => {
    const network = networkIn(table);
    return network ? [{ ...network, place }] : [];
  });
}
