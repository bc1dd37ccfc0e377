import { finish, type Work } from './work.ts';

/** A dense float32 array in row-major order. Data is never changed after a tensor has left the function that made it. */
export interface Tensor {
  readonly data: Float32Array;
  readonly shape: readonly number[];
}

/** What one tensor may hold: a picture of 64 megapixels fits, what fills the memory does not. */
const MAX_ELEMENTS = 2 ** 28;

/** More numbers than one value may hold. Thrown before anything is allocated. */
export class TooLargeError extends RangeError {
  override readonly name = 'TooLargeError';
}

/**
 * Asks before work whose result would not fit.
 * @throws TooLargeError above 2^28 numbers (1 GiB).
 */
export function requireRoom(elements: number): void {
  if (elements <= MAX_ELEMENTS) return;
  const size = (elements * Float32Array.BYTES_PER_ELEMENT) / 2 ** 30;
  throw new TooLargeError(`The result would take ${size.toFixed(1)} GB of memory; one value may take 1 GB.`);
}

/** Zeros to be filled. @throws TooLargeError */
export function floats(length: number): Float32Array {
  requireRoom(length);
  return new Float32Array(length);
}

/** Number of elements of a shape; 1 for a scalar. */
export function sizeOf(shape: readonly number[]): number {
  return shape.reduce((product, length) => product * length, 1);
}

/**
 * Puts a shape on data without copying.
 * @throws RangeError when the number of elements does not match the shape.
 */
export function tensor(data: Float32Array, shape: readonly number[]): Tensor {
  if (data.length !== sizeOf(shape)) {
    throw new RangeError(`${data.length} elements do not fill the shape [${shape.join(', ')}]`);
  }
  return { data, shape };
}

export function zeros(shape: readonly number[]): Tensor {
  return { data: floats(sizeOf(shape)), shape };
}

export function sameShape(a: Tensor, b: Tensor): boolean {
  return a.shape.length === b.shape.length && a.shape.every((length, axis) => length === b.shape[axis]);
}

/** Length of the first axis: the number of batch items of a [B, ...] tensor. */
export function batchSize(value: Tensor): number {
  return value.shape[0] ?? 1;
}

/** Batch item `index` of a [B, ...] tensor as a [1, ...] view on the same memory. */
export function batchItem(value: Tensor, index: number): Tensor {
  const shape = [1, ...value.shape.slice(1)];
  const size = sizeOf(shape);
  if (index < 0 || index >= batchSize(value))
    throw new RangeError(`there is no batch item ${index} in ${batchSize(value)}`);
  return { data: value.data.subarray(index * size, (index + 1) * size), shape };
}

/** All batch items of a [B, ...] tensor as [1, ...] views. */
export function batchItems(value: Tensor): Tensor[] {
  return Array.from({ length: batchSize(value) }, (_, index) => batchItem(value, index));
}

/**
 * Joins [b_i, ...] tensors along the batch axis into one [sum b_i, ...].
 * @throws RangeError when there is nothing to join or the items differ in shape.
 */
export function stack(items: readonly Tensor[]): Tensor {
  return finish(stackInPieces(items));
}

/** `stack` with a stop before each item. */
export function* stackInPieces(items: readonly Tensor[]): Work<Tensor> {
  const [first] = items;
  if (!first) throw new RangeError('there is nothing to stack');
  const itemShape = first.shape.slice(1);
  const batch = items.reduce((sum, item) => sum + batchSize(item), 0);
  const data = floats(batch * sizeOf(itemShape));
  let offset = 0;
  for (const item of items) {
    if (item.shape.slice(1).join() !== itemShape.join()) {
      throw new RangeError(`cannot stack [${item.shape.join(', ')}] on [${first.shape.join(', ')}]`);
    }
    yield;
    data.set(item.data, offset);
    offset += item.data.length;
  }
  return { data, shape: [batch, ...itemShape] };
}

/** Applies `operation` to each element. */
export function map(value: Tensor, operation: (element: number, index: number) => number): Tensor {
  const data = floats(value.data.length);
  for (let i = 0; i < data.length; i++) data[i] = operation(value.data[i] as number, i);
  return { data, shape: value.shape };
}
