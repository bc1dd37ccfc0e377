import type { CancelSignal, OnShare } from '../../../diffusion/model.ts';
import type { ProviderName } from '../../../protocol/types.ts';
import type { Tensor } from '../../../tensor/tensor.ts';
import { nodesBetween } from '../../onnx/extractPart.ts';
import { inputShape, inputType, type ReadGraph, type ReadNode, readGraph } from '../../onnx/readGraph.ts';
import type { NetworkSource } from '../../sessions/networkSource.ts';
import type { SessionPool } from '../../sessions/sessionPool.ts';
import { runWholeBlock } from './attentionBlock.ts';
import { chainOf, isLocal } from './chain.ts';
import { type BlockRun, type Picture, runLocalBlock } from './localBlock.ts';
import { openParts } from './openParts.ts';

/** A network of pictures in blocks that can be run one after the other. */
export interface ChainOfBlocks {
  readonly graph: ReadGraph;
  readonly blocks: readonly Block[];
  readonly input: string;
  /** That its weights lie in. */
  readonly folder: string;
}

/** Takes a network apart, as it is for a provider; undefined for one that cannot be: run it whole. */
export async function takeApart(
  source: NetworkSource,
  provider: ProviderName = 'cpu',
): Promise<ChainOfBlocks | undefined> {
  const content = await source.content?.(provider);
  if (!content) return undefined;
  const graph = readGraph(content.model);
  const blocks = blocksOf(graph);
  const [input] = graph.inputs.keys();
  if (blocks.length < 2 || input === undefined || isOfOneSize(graph, input)) return undefined;
  return { graph, blocks, input, folder: content.folder };
}

/** Numbers at once: 32 MB in float32, and where even they are too many. */
export const usualBands = 8 * 1024 * 1024;
export const smallBands = usualBands / 16;

export interface BandsOptions {
  readonly signal: CancelSignal;
  /** Called after each block. */
  readonly onShare?: OnShare | undefined;
  readonly numbersAtOnce?: number;
}

/**
 * Runs a network of pictures, such as the decoder of a VAE, block by block and within each a band of rows at a time, so that the
 * memory is that of a few values and not of all. The same numbers as whole, but for rounding (1e-5 of the peak).
 * @param value [1, C, h, w]
 */
export async function runInBands(
  value: Tensor,
  { graph, blocks, input, folder }: ChainOfBlocks,
  source: NetworkSource,
  pool: SessionPool,
  { signal, onShare = async () => {}, numbersAtOnce = usualBands }: BandsOptions,
): Promise<Tensor> {
  const run: BlockRun = { graph, use: openParts(graph, source, folder, pool), signal, numbersAtOnce };
  let picture: Picture = { name: input, type: inputType(graph, input), tensor: { ...value, data: value.data.slice() } };
  for (const [done, { to, local }] of blocks.entries()) {
    picture = await (local ? runLocalBlock(run, picture, to) : runWholeBlock(run, picture, to));
    await onShare((done + 1) / blocks.length);
  }
  return picture.tensor;
}

/** Exported for one height and width, where shapes within may be constants, or for batches. */
function isOfOneSize(graph: ReadGraph, input: string): boolean {
  const [batch = 1, , ...size] = inputShape(graph, input);
  return batch !== 1 || size.some((length) => length !== undefined);
}

/** What leads from one picture that is kept whole to the next. */
interface Block {
  readonly to: string;
  readonly local: boolean;
  readonly normalises: boolean;
  readonly enlarges: boolean;
}

function blocksOf(graph: ReadGraph): readonly Block[] {
  const chain = chainOf(graph);
  const blocks: Block[] = [];
  for (const [i, to] of chain.slice(1).entries()) {
    const block = blockOf(graph, nodesBetween(graph, new Set([chain[i] as string]), [to]), to);
    const before = blocks.at(-1);
    if (before && goTogether(before, block)) blocks[blocks.length - 1] = joined(before, block);
    else blocks.push(block);
  }
  return blocks;
}

function blockOf(graph: ReadGraph, nodes: readonly ReadNode[], to: string): Block {
  const has = (...operators: readonly string[]) => nodes.some(({ operator }) => operators.includes(operator));
  return {
    to,
    local: isLocal(graph, nodes),
    normalises: has('InstanceNormalization'),
    enlarges: has('Resize', 'DepthToSpace'),
  };
}

/**
 * What needs no moments and keeps the size costs nothing with what comes before it. What only enlarges gives the largest values of
 * all, which are not kept: it goes along with what makes something of them.
 */
function goTogether(before: Block, block: Block): boolean {
  if (!before.local || !block.local) return false;
  return !before.normalises || (!block.normalises && !block.enlarges);
}

function joined(before: Block, { to, normalises, enlarges }: Block): Block {
  return { to, local: true, normalises: before.normalises || normalises, enlarges: before.enlarges || enlarges };
}
