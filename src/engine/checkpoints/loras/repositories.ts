import { fluxNames } from '../naming/fluxNames.ts';
import { ldmUnetNames } from '../naming/ldmUnetNames.ts';
import type { Naming } from '../naming/naming.ts';
import { sd3Names } from '../naming/sd3Names.ts';
import type { WeightTable } from '../weights.ts';

/** How the repository that a network comes from names layers, and which "_" in these names stand for themselves. */
interface Repository {
  readonly words: readonly string[];
  readonly naming: Naming;
}

/**
 * Names the layers of a network by those of the repository that it comes from.
 * @returns what takes such a name, with "_" for every ".", and the matrix that has a row for each output of the layer; undefined for
 * a network that has the names of its repository.
 */
export function repositoryOf(table: WeightTable): Naming | undefined {
  const found = [unetRepository(table), sd3Repository(table), fluxRepository(table)].find((each) => each !== undefined);
  if (!found) return undefined;
  const parts = new RegExp([...found.words, '[^_]+'].join('|'), 'g');
  return (layer, up) => found.naming(`${(layer.match(parts) ?? []).join('.')}.weight`, up);
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
