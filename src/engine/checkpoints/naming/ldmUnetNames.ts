import type { WeightTable } from '../weights.ts';
import { type Changes, changed, type Naming } from './naming.ts';

/** Layers of residual blocks. */
const resnet: Changes = [
  [/^in_layers\.0\./, 'norm1.'],
  [/^in_layers\.2\./, 'conv1.'],
  [/^out_layers\.0\./, 'norm2.'],
  [/^out_layers\.3\./, 'conv2.'],
  [/^emb_layers\.1\./, 'time_emb_proj.'],
  [/^skip_connection\./, 'conv_shortcut.'],
];

const outer: Changes = [
  [/^time_embed\.0\./, 'time_embedding.linear_1.'],
  [/^time_embed\.2\./, 'time_embedding.linear_2.'],
  [/^time_embed\.cond_proj\./, 'time_embedding.cond_proj.'],
  [/^input_blocks\.0\.0\./, 'conv_in.'],
  [/^out\.0\./, 'conv_norm_out.'],
  [/^out\.2\./, 'conv_out.'],
];

/** What the embedding of more than the time is: of sizes and a pooled prompt in SDXL, of a class or a picture elsewhere. */
export type LabelEmbedding = 'add_embedding' | 'class_embedding';

/**
 * Names of the UNet of the latent diffusion repository, which numbers blocks and samplings in one row.
 * @param layers residual blocks in a block on the way down.
 */
export function ldmUnetNames(layers: number, label: LabelEmbedding): Naming {
  return (name, tensor) => {
    const called = calledByDiffusers(name, layers, label);
    return called === undefined ? [] : [[called, tensor]];
  };
}

/** Residual blocks before the first downsampling; all of them where there is none. */
export function ldmLayersPerBlock(table: Pick<WeightTable, 'has'>): number {
  for (let block = 1; ; block++) {
    if (table.has(`input_blocks.${block}.0.op.weight`)) return block - 1;
    if (!table.has(`input_blocks.${block}.0.in_layers.2.weight`)) return Math.max(1, block - 1);
  }
}

function calledByDiffusers(name: string, layers: number, label: LabelEmbedding): string | undefined {
  const [kind = '', number = '', inner = '', ...rest] = name.split('.');
  const [block, tail] = [Number(number), rest.join('.')];
  if (kind === 'input_blocks' && block > 0) return inputName(block - 1, inner, tail, layers);
  if (kind === 'middle_block') return middleName(number, [inner, tail].join('.'));
  if (kind === 'output_blocks') return outputName(block, inner, tail, layers);
  if (kind === 'label_emb')
    return changed(name, [
      [/^label_emb\.(?:0\.0|0\.2)\./, labelName(name, label)],
      [/^label_emb\./, 'class_embedding.'],
    ]);
  const called = changed(name, outer);
  return called === name ? undefined : called;
}

function labelName(name: string, label: LabelEmbedding): string {
  return `${label}.linear_${name.startsWith('label_emb.0.0.') ? 1 : 2}.`;
}

function inputName(place: number, inner: string, tail: string, layers: number): string {
  const [block, layer] = [Math.floor(place / (layers + 1)), place % (layers + 1)];
  if (tail.startsWith('op.')) return `down_blocks.${block}.downsamplers.0.conv.${tail.slice('op.'.length)}`;
  return inner === '0'
    ? `down_blocks.${block}.resnets.${layer}.${changed(tail, resnet)}`
    : `down_blocks.${block}.attentions.${layer}.${tail}`;
}

/** A residual block, attention, a residual block. */
function middleName(number: string, tail: string): string {
  return number === '1'
    ? `mid_block.attentions.0.${tail}`
    : `mid_block.resnets.${number === '0' ? 0 : 1}.${changed(tail, resnet)}`;
}

/** Attention is there in some blocks only, and the upsampling of the last layer comes after it. */
function outputName(place: number, inner: string, tail: string, layers: number): string {
  const [block, layer] = [Math.floor(place / (layers + 1)), place % (layers + 1)];
  if (inner === '0') return `up_blocks.${block}.resnets.${layer}.${changed(tail, resnet)}`;
  return tail.startsWith('conv.')
    ? `up_blocks.${block}.upsamplers.0.${tail}`
    : `up_blocks.${block}.attentions.${layer}.${tail}`;
}
