import type { StoredTensor } from '../weights.ts';

/** Rows from `start` to before `end` along the first axis. */
export type RowRange = readonly [start: number, end: number];

/** Some rows of a stored tensor, which lie together in the file. */
export function rowsOf(tensor: StoredTensor, [start, end]: RowRange): StoredTensor {
  const [rows = 1, ...row] = tensor.shape;
  const rowBytes = tensor.bytes / rows;
  return {
    ...tensor,
    shape: [end - start, ...row],
    offset: tensor.offset + start * rowBytes,
    bytes: (end - start) * rowBytes,
  };
}

/** Whether a tensor of one shape can be read as one of the other: a Linear may be stored as a convolution of 1 x 1. */
export function sameNumbers(stored: readonly number[], wanted: readonly number[]): boolean {
  return lengthsAbove1(stored).join() === lengthsAbove1(wanted).join();
}

function lengthsAbove1(shape: readonly number[]): number[] {
  return shape.filter((length) => length !== 1);
}
