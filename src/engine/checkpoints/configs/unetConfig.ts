import { ArcspaceError } from '../../../graph/problem.ts';
import { nameInModel } from '../../networkFiles/modelFileErrors.ts';
import type { WeightTable } from '../weights.ts';
import type { Guess, InferredConfig } from './guess.ts';
import { normGroups } from './normGroups.ts';
import { type TableShapes, tableShapes } from './tableShapes.ts';

/** Width of a head of attention in Stable Diffusion 2 and XL. Version 1 has this many heads everywhere. */
const headWidth = 64;
const headsOfVersion1 = 8;

/** Width of the embedding of each of SDXL's time ids. */
const timeIdWidth = 256;

/** The config.json of a UNet2DConditionModel, from the shapes of its tensors by the names of diffusers. */
export function unetConfig(table: WeightTable, file: string): InferredConfig {
  const shapes = tableShapes(table, 'UNet', file);
  const blocks = count(shapes, 'down_blocks.', file);
  const widths = range(blocks).map((block) => shapes.length(`down_blocks.${block}.resnets.0.conv1.weight`, 0));
  const attending = range(blocks).filter((block) => shapes.count(`down_blocks.${block}.attentions.`) > 0);
  const linear = usesLinearProjection(shapes, attending);
  const heads = linear ? widths.map((width) => Math.max(1, Math.floor(width / headWidth))) : headsOfVersion1;
  const { groups, guesses } = normGroups(widths);
  return {
    config: {
      _class_name: 'UNet2DConditionModel',
      in_channels: shapes.length('conv_in.weight', 1),
      out_channels: shapes.length('conv_out.weight', 0),
      block_out_channels: widths,
      down_block_types: blockTypes(shapes, 'down', blocks),
      mid_block_type: shapes.count('mid_block.attentions.') > 0 ? 'UNetMidBlock2DCrossAttn' : 'UNetMidBlock2D',
      up_block_types: blockTypes(shapes, 'up', blocks),
      layers_per_block: oneOrAll(range(blocks).map((block) => shapes.count(`down_blocks.${block}.resnets.`))),
      ...depths(shapes, blocks),
      cross_attention_dim: shapes.length(`${anyTransformer(attending)}.attn2.to_k.weight`, 1),
      attention_head_dim: heads,
      use_linear_projection: linear,
      norm_num_groups: groups,
      ...addedConditions(shapes),
    },
    guesses: [...guesses, ...headGuess(heads, widths, linear)],
  };
}

const range = (count: number) => Array.from({ length: count }, (_, index) => index);

function count(shapes: TableShapes, prefix: string, file: string): number {
  const found = shapes.count(prefix);
  if (found > 0) return found;
  throw new ArcspaceError(
    'broken-model',
    `The UNet in ${nameInModel(file)} has no ${prefix.slice(0, -1)}.`,
    'The file is not complete: download it again, from the page of its author.',
    { file },
  );
}

function anyTransformer(attending: readonly number[]): string {
  const place = attending[0] === undefined ? 'mid_block.attentions.0' : `down_blocks.${attending[0]}.attentions.0`;
  return `${place}.transformer_blocks.0`;
}

function usesLinearProjection(shapes: TableShapes, attending: readonly number[]): boolean {
  const place = attending[0] === undefined ? 'mid_block' : `down_blocks.${attending[0]}`;
  return shapes.rank(`${place}.attentions.0.proj_in.weight`) === 2;
}

function blockTypes(shapes: TableShapes, way: 'down' | 'up', blocks: number): string[] {
  const name = way === 'down' ? 'DownBlock2D' : 'UpBlock2D';
  return range(blocks).map((block) =>
    shapes.count(`${way}_blocks.${block}.attentions.`) > 0 ? `CrossAttn${name}` : name,
  );
}

/** One number where all are the same, as diffusers takes either. */
function oneOrAll<T>(values: readonly T[]): T | readonly T[] | undefined {
  return values.every((value) => value === values[0]) ? values[0] : values;
}

/**
 * How many transformers follow each other in each block. The middle goes by the last block, and the blocks on the way up by
 * those on the way down, unless the layers of a block differ.
 */
function depths(shapes: TableShapes, blocks: number): Record<string, unknown> {
  const of = (block: string) =>
    oneOrAll(
      range(shapes.count(`${block}.attentions.`)).map((layer) =>
        shapes.count(`${block}.attentions.${layer}.transformer_blocks.`),
      ),
    );
  const middle = of('mid_block') ?? 1;
  const last = blocks - 1;
  const down = range(blocks).map((block) => of(`down_blocks.${block}`) ?? (block === last ? middle : undefined));
  const up = range(blocks).map((block) => of(`up_blocks.${block}`));
  const known = down.filter((depth) => depth !== undefined);
  const uniform = known.every((depth) => depth === known[0]);
  const filled = down.map((depth) => depth ?? 1);
  const mirrored = up.every((depth, block) => depth === undefined || depth === down[last - block]);
  return {
    transformer_layers_per_block: uniform ? known[0] : filled,
    ...(!mirrored && { reverse_transformer_layers_per_block: up.map((depth) => depth ?? 1) }),
  };
}

/** What it is told besides the time and the prompt. */
function addedConditions(shapes: TableShapes): Record<string, unknown> {
  return {
    ...(shapes.has('time_embedding.cond_proj.weight') && {
      time_cond_proj_dim: shapes.length('time_embedding.cond_proj.weight', 1),
    }),
    ...(shapes.has('add_embedding.linear_1.weight') && {
      addition_embed_type: 'text_time',
      addition_time_embed_dim: timeIdWidth,
      projection_class_embeddings_input_dim: shapes.length('add_embedding.linear_1.weight', 1),
    }),
    ...(shapes.has('class_embedding.linear_1.weight') && {
      class_embed_type: 'projection',
      projection_class_embeddings_input_dim: shapes.length('class_embedding.linear_1.weight', 1),
    }),
    ...(shapes.has('class_embedding.weight') && { num_class_embeds: shapes.length('class_embedding.weight', 0) }),
  };
}

/** Real models have widths that are multiples of a head's; of others nobody knows how many heads they have. */
function headGuess(
  heads: number | readonly number[],
  widths: readonly number[],
  linear: boolean,
): readonly Omit<Guess, 'part'>[] {
  const usual = linear ? widths.every((width) => width % headWidth === 0) : widths.every((width) => width % 320 === 0);
  if (usual) return [];
  const why = linear
    ? `Its layers have unusual widths: heads of attention are taken to be ${headWidth} wide, as in Stable Diffusion 2 and XL.`
    : `Its layers have unusual widths: attention is taken to have ${headsOfVersion1} heads, as in Stable Diffusion 1.`;
  return [{ key: 'attention_head_dim', value: heads, why }];
}
