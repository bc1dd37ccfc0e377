import { fluxNames } from '../naming/fluxNames.ts';
import { ldmUnetNames } from '../naming/ldmUnetNames.ts';
import type { Naming } from '../naming/naming.ts';
import { sd3Names } from '../naming/sd3Names.ts';
import type { StoredTensor, WeightTable } from '../weights.ts';

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

/** How the repository that a network comes from names layers, and which "_" in these names stand for themselves. */
interface Repository {
  readonly words: readonly string[];
  readonly naming: Naming;
}

function repositoryOf(table: WeightTable): Naming | undefined {
  const found = [unetRepository(table), sd3Repository(table), fluxRepository(table)].find((each) => each !== undefined);
  if (!found) return undefined;
  const parts = new RegExp([...found.words, '[^_]+'].join('|'), 'g');
  return (layer, up) => found.naming(`${(layer.match(parts) ?? []).join('.')}${ending}`, up);
}

function unetRepository(table: WeightTable): Repository | undefined {
  if (!table.has('time_embedding.linear_1.weight')) return undefined;
  let layers = 1;
  while (table.has(`down_blocks.0.resnets.${layers}.conv1.weight`)) layers++;
  const label = table.has('class_embedding.linear_1.weight') ? 'class_embedding' : 'add_embedding';
  return { words: unetWords, naming: ldmUnetNames(layers, label) };
}

const unetWords = [
  'input_blocks',
  'middle_block',
  'output_blocks',
  'in_layers',
  'out_layers',
  'emb_layers',
  'skip_connection',
  'time_embed',
  'label_emb',
];

function sd3Repository(table: WeightTable): Repository | undefined {
  if (!table.has('pos_embed.proj.weight')) return undefined;
  let layers = 0;
  while (table.has(`transformer_blocks.${layers}.attn.to_q.weight`)) layers++;
  return { words: sd3Words, naming: sd3Names(layers - 1) };
}

const sd3Words = [
  'joint_blocks',
  'x_block',
  'context_block',
  'x_embedder',
  'context_embedder',
  't_embedder',
  'y_embedder',
  'final_layer',
  'adaLN_modulation',
];

function fluxRepository(table: WeightTable): Repository | undefined {
  const width = table.get('x_embedder.weight')?.shape[0];
  return width === undefined ? undefined : { words: fluxWords, naming: fluxNames(width) };
}

const fluxWords = [
  'double_blocks',
  'single_blocks',
  '(?:img|txt)_(?:attn|mlp|mod|in)',
  '(?:time|vector|guidance)_in',
  '(?:in|out)_layer',
  'final_layer',
  'adaLN_modulation',
];
