import { diffusersNames } from '../naming/diffusersNames.ts';
import { fluxNames } from '../naming/fluxNames.ts';
import { ldmLayersPerBlock, ldmUnetNames } from '../naming/ldmUnetNames.ts';
import { ldmVaeNames } from '../naming/ldmVaeNames.ts';
import { llamaNames } from '../naming/llamaNames.ts';
import { type Naming, named } from '../naming/naming.ts';
import { openClipNames } from '../naming/openClipNames.ts';
import { lastJointBlock, sd3Names } from '../naming/sd3Names.ts';
import type { WeightTable } from '../weights.ts';

export type NetworkKind = 'unet' | 'sd3' | 'flux' | 'vae' | 'clip' | 't5';

/** The tensors of one network under the names of `WeightTable`. */
export interface FoundNetwork {
  readonly kind: NetworkKind;
  readonly tensors: WeightTable;
  /** Whether a CLIP was named by OpenCLIP. */
  readonly openClip: boolean;
}

/** A way in which files name the tensors of a network. */
interface Layout {
  readonly kind: NetworkKind;
  readonly openClip?: true;
  /** Tensors that only files of this layout have, all of them. */
  readonly marks: readonly string[];
  naming(table: WeightTable): Naming;
}

const byDiffusers = () => diffusersNames;

const layouts: readonly Layout[] = [
  { kind: 'unet', marks: ['input_blocks.0.0.weight', 'time_embed.0.weight', 'out.2.weight'], naming: unetNaming },
  {
    kind: 'unet',
    marks: ['conv_in.weight', 'time_embedding.linear_1.weight', 'up_blocks.0.resnets.0.conv1.weight'],
    naming: byDiffusers,
  },
  {
    kind: 'sd3',
    marks: ['joint_blocks.0.x_block.attn.qkv.weight'],
    naming: (table) => sd3Names(lastJointBlock(table.keys())),
  },
  { kind: 'sd3', marks: ['pos_embed.proj.weight', 'transformer_blocks.0.attn.add_q_proj.weight'], naming: byDiffusers },
  {
    kind: 'flux',
    marks: ['double_blocks.0.img_attn.qkv.weight', 'img_in.weight', 'vector_in.in_layer.weight'],
    naming: (table) => fluxNames(table.get('img_in.weight')?.shape[0] ?? 0),
  },
  {
    kind: 'flux',
    marks: [
      'x_embedder.weight',
      'single_transformer_blocks.0.attn.to_q.weight',
      'time_text_embed.text_embedder.linear_1.weight',
    ],
    naming: byDiffusers,
  },
  { kind: 'vae', marks: ['decoder.mid.block_1.conv1.weight'], naming: (table) => ldmVaeNames(table.keys()) },
  { kind: 'vae', marks: ['decoder.mid_block.resnets.0.conv1.weight'], naming: byDiffusers },
  { kind: 'clip', marks: ['text_model.embeddings.token_embedding.weight'], naming: byDiffusers },
  { kind: 'clip', marks: ['embeddings.token_embedding.weight'], naming: byDiffusers },
  {
    kind: 'clip',
    openClip: true,
    marks: ['token_embedding.weight', 'positional_embedding'],
    naming: () => openClipNames,
  },
  { kind: 't5', marks: ['encoder.block.0.layer.0.SelfAttention.q.weight'], naming: byDiffusers },
  { kind: 't5', marks: ['enc.blk.0.attn_q.weight', 'enc.blk.0.ffn_gate.weight'], naming: () => llamaNames },
];

/** Which network a table of weights by the names of some file is of; undefined for one of another kind. */
export function networkIn(table: WeightTable): FoundNetwork | undefined {
  const layout = layouts.find(({ marks }) => marks.every((mark) => table.has(mark)));
  if (!layout) return undefined;
  const { kind, openClip = false } = layout;
  return { kind, openClip, tensors: named(table, layout.naming(table)) };
}

/** Width of the prompts of Stable Diffusion 2, whose UNets with a label are told a picture by it. */
const secondVersionWidth = 1024;

function unetNaming(table: WeightTable): Naming {
  const attention = [...table.keys()].find((name) => name.endsWith('.attn2.to_k.weight'));
  const promptWidth = attention && table.get(attention)?.shape[1];
  const label = promptWidth === secondVersionWidth ? 'class_embedding' : 'add_embedding';
  return ldmUnetNames(ldmLayersPerBlock(table), label);
}
