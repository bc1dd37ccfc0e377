import type { StoredTensor, WeightTable } from '../weights.ts';
import { repositoryOf } from './repositories.ts';

/** A layer of a network, and what is added to the rows of its matrix. */
export interface ChangedLayer {
  /** As diffusers and transformers call it. */
  readonly module: string;
  readonly base: StoredTensor;
  readonly up: StoredTensor;
}

/**
 * Finds the layers of a network that a LoRA calls by a name: that of diffusers, or that of the repository that the network comes from.
 * There several layers may be one, whose rows they share.
 * @param layer with "_" for every ".".
 * @param up the matrix that has a row for each output of the layer.
 * @returns none for a layer that the network does not have.
 */
export type LayerIndex = (layer: string, up: StoredTensor) => readonly ChangedLayer[];

export function layerIndex(table: WeightTable): LayerIndex {
  const modules = new Map<string, string>();
  for (const name of table.keys()) {
    if (name.endsWith(ending)) modules.set(flat(name), name.slice(0, -ending.length));
  }
  const known = (layer: string) => spellings(layer).flatMap((spelled) => modules.get(spelled) ?? [])[0];
  const repository = repositoryOf(table);
  return (layer, up) => {
    const own = known(layer);
    const entries = own
      ? [[own, up] as const]
      : (repository?.(layer, up) ?? []).map(([name, rows]) => [known(flat(name)), rows] as const);
    return entries.flatMap(([module, rows]) => {
      const base = table.get(`${module}${ending}`);
      return module && base ? [{ module, base, up: rows }] : [];
    });
  };
}

const ending = '.weight';

const flat = (name: string) => name.replace(/\.weight$/, '').replaceAll('.', '_');

/** Ways in which libraries have called the same layer. */
function spellings(layer: string): string[] {
  const attention = layer
    .replace(/_self_attn_to_(q|k|v)$/, '_self_attn_$1_proj')
    .replace(/_self_attn_to_out$/, '_self_attn_out_proj');
  return [layer, `${layer}_0`, attention, `text_model_${attention}`];
}
