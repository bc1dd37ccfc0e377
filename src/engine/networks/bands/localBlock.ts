import { setImmediate } from 'node:timers/promises';
import type { CancelSignal } from '../../../diffusion/model.ts';
import { type Tensor, tensor, zeros } from '../../../tensor/tensor.ts';
import { nodesBetween } from '../../onnx/extractPart.ts';
import { constantShape, type ReadGraph, type ReadNode } from '../../onnx/readGraph.ts';
import type { Session } from '../../sessions/session.ts';
import { normalised, reachOf } from './chain.ts';
import { momentSums } from './moments.ts';
import { flowing, type UsePart } from './openParts.ts';
import { bandsOf, type Rows, rowsOf, writeRows } from './rows.ts';

/** What flows through the chain of a network, whole. */
export interface Picture {
  readonly name: string;
  /** Of its numbers, as the network has them. */
  readonly type: string;
  /** [1, C, h, w] */
  readonly tensor: Tensor;
}

export interface BlockRun {
  readonly graph: ReadGraph;
  readonly use: UsePart;
  readonly signal: CancelSignal;
  /** Of a band where its block is largest, with the channels that it begins with, and of a map of attention. */
  readonly numbersAtOnce: number;
}

/**
 * Computes a block a band of rows at a time, with the same numbers as whole but for rounding: what lies around a band is computed
 * with it, and normalisations are told the moments of the whole picture, for which the way to each is gone once before.
 * The picture that it starts from is not kept.
 */
export async function runLocalBlock(run: BlockRun, from: Picture, to: string): Promise<Picture> {
  const nodes = nodesBetween(run.graph, new Set([from.name]), [to]);
  const told = new Map<string, Tensor>();
  const known = new Map<string, { readonly mean: string; readonly variance: string }>();
  for (const [index, node] of nodes.filter(({ operator }) => operator === 'InstanceNormalization').entries()) {
    const names = { mean: `told mean ${index}`, variance: `told variance ${index}` };
    const { mean, variance } = await momentsOf(run, from, node, { told, known });
    told.set(names.mean, tensor(mean, [mean.length]));
    told.set(names.variance, tensor(variance, [variance.length]));
    known.set(node.outputs[0] ?? '', names);
  }
  return gathered(run, from, to, { told, known });
}

/** Moments that are known by now: the tensors by the names of inputs, and those names by the normalisation. */
interface Told {
  readonly told: ReadonlyMap<string, Tensor>;
  readonly known: ReadonlyMap<string, { readonly mean: string; readonly variance: string }>;
}

async function momentsOf(run: BlockRun, from: Picture, node: ReadNode, told: Told) {
  const [groups = 1] = constantShape(run.graph, node.inputs[1] ?? '') ?? [];
  const sums = momentSums(groups);
  const wanted = normalised(run.graph, node);
  if (wanted === from.name) sums.add(from.tensor, { from: 0, to: from.tensor.shape[2] ?? 0 });
  else await eachBand(run, from, wanted, told, async (band, own) => sums.add(band, own));
  return sums.moments();
}

async function gathered(run: BlockRun, from: Picture, to: string, told: Told): Promise<Picture> {
  let whole: Tensor | undefined;
  let type = from.type;
  await eachBand(run, from, to, told, async (band, own, scale, session) => {
    const [, , height = 0] = from.tensor.shape;
    const [, channels = 0, , width = 0] = band.shape;
    whole ??= placeFor([1, channels, height * scale, width], from.tensor);
    type = session.outputs.get(to)?.type ?? type;
    writeRows(whole, own.at, band, own);
  });
  return { name: to, type, tensor: whole as Tensor };
}

/** In place where nothing grows: rows are only written once the next band has read what it needs of them. */
function placeFor(shape: readonly number[], before: Tensor): Tensor {
  return sameShape(shape, before.shape) ? before : zeros(shape);
}

function sameShape(one: readonly number[], other: readonly number[]): boolean {
  return one.every((length, axis) => length === other[axis]);
}

/** Rows of a band that are its own, and the row of the whole that they begin at. */
interface OwnRows extends Rows {
  readonly at: number;
}

type OnBand = (band: Tensor, own: OwnRows, scale: number, session: Session) => Promise<void>;

async function eachBand(
  run: BlockRun,
  from: Picture,
  to: string,
  { told, known }: Told,
  onBand: OnBand,
): Promise<void> {
  const nodes = nodesBetween(run.graph, new Set([from.name]), [to]);
  const within = nodes.flatMap(({ outputs }) => outputs.filter((name) => known.has(name)));
  const names = within.flatMap((name) => Object.values(known.get(name) ?? {}));
  const part = {
    inputs: [flowing(from.name, from.type, 4), ...names.map((name) => flowing(name, 'float32', 1))],
    outputs: [to],
    told: new Map([...known].filter(([name]) => within.includes(name))),
  };
  const [, channels = 1, height = 0, width = 0] = from.tensor.shape;
  const enlarged = 2 ** nodes.filter(({ operator }) => operator === 'Resize' || operator === 'DepthToSpace').length;
  const reach = reachOf(run.graph, nodes);
  const rows = Math.max(Math.floor(run.numbersAtOnce / (Math.max(channels, 64) * width * enlarged ** 2)), reach, 1);
  const feeds = Object.fromEntries(names.map((name) => [name, told.get(name) as Tensor]));
  await run.use(part, async (session) => {
    const bands = bandsOf(height, rows, reach);
    let ahead = rowsOf(from.tensor, bands[0]?.read ?? { from: 0, to: 0 });
    for (const [index, { own, read }] of bands.entries()) {
      run.signal.throwIfAborted();
      const band = await session.run({ ...feeds, [from.name]: ahead }, to);
      const after = bands[index + 1];
      if (after) ahead = rowsOf(from.tensor, after.read);
      const scale = (band.shape[2] ?? 0) / (read.to - read.from);
      const kept = { from: (own.from - read.from) * scale, to: (own.to - read.from) * scale, at: own.from * scale };
      await onBand(band, kept, scale, session);
      await setImmediate();
    }
  });
}
