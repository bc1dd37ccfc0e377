import { withTensors } from '../../../src/diffusion/samplerMemory.ts';
import type { Context } from '../../../src/graph/context.ts';
import { paced } from '../../../src/graph/paced.ts';
import { ArcspaceError } from '../../../src/graph/problem.ts';
import type { Latents } from '../../../src/graph/values.ts';
import {
  batchItem,
  batchSize,
  requireRoom,
  stack,
  stackInPieces,
  type Tensor,
  zeros,
} from '../../../src/tensor/tensor.ts';

/**
 * The common batch size of several inputs: each has one item, which is used for all, or as many as the others.
 * @throws ArcspaceError that names two sizes that do not fit.
 */
export function commonBatch(sizes: Readonly<Record<string, number>>): number {
  const many = Object.entries(sizes).filter(([, size]) => size !== 1);
  const [first] = many;
  if (!first) return 1;
  const other = many.find(([, size]) => size !== first[1]);
  if (!other) return first[1];
  throw new ArcspaceError(
    'batch-mismatch',
    `"${first[0]}" has ${first[1]} items and "${other[0]}" has ${other[1]}.`,
    'Give both the same number of items, or one of them a single item, which is then used for all.',
    { port: other[0] },
  );
}

/** Item `index` of a list of one or many. */
export function at<T>(items: readonly T[], index: number): T {
  const item = items[items.length === 1 ? 0 : index];
  if (item === undefined) throw new RangeError(`there is no item ${index + 1} in a list of ${items.length}`);
  return item;
}

/** Batch item `index` [1, ...] of a tensor of one or many. */
export function itemAt(value: Tensor, index: number): Tensor {
  return batchItem(value, batchSize(value) === 1 ? 0 : index);
}

/** Item `index` of latents of one or many, with what the sampler remembers of it. */
export function latentsItem(latents: Latents, index: number): Latents {
  const { tensor, history, drawn } = latents;
  const remembered = history !== undefined && { history: withTensors(history, (each) => itemAt(each, index)) };
  const noise = drawn && batchSize(tensor) > 1 && { drawn: { ...drawn, first: drawn.first + index } };
  return { ...latents, tensor: itemAt(tensor, index), ...remembered, ...noise };
}

/** A cancel is heard between the items of a batch. */
type Pausing = Pick<Context, 'pause'>;

/** Items [b_i, ...] in one batch [sum b_i, ...]. */
export function joined(items: readonly Tensor[], context: Pausing): Promise<Tensor> {
  return paced(stackInPieces(items), context);
}

/** Makes `count` items [1, ...] one by one and joins them; whether there is room for them is asked after the first. */
export async function batchOf(count: number, context: Pausing, make: (index: number) => Tensor): Promise<Tensor> {
  const items: Tensor[] = [];
  for (let index = 0; index < count; index++) {
    await context.pause();
    const item = make(index);
    if (index === 0) requireRoom(item.data.length * count);
    items.push(item);
  }
  return joined(items, context);
}

/** A batch [count, ...] of items in the shape of `item` [1, ...], each written where it belongs. */
export async function filledBatch(
  count: number,
  item: Pick<Tensor, 'shape'>,
  context: Pausing,
  fill: (out: Float32Array, index: number) => void,
): Promise<Tensor> {
  const batch = zeros([count, ...item.shape.slice(1)]);
  for (let index = 0; index < count; index++) {
    await context.pause();
    fill(batchItem(batch, index).data, index);
  }
  return batch;
}

/** A batch of one repeated to `count` items; a larger batch as it is. */
export function expanded(value: Tensor, count: number): Tensor {
  if (batchSize(value) === count) return value;
  requireRoom(value.data.length * count);
  return stack(Array.from({ length: count }, (_, index) => itemAt(value, index)));
}
