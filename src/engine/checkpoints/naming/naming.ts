import type { StoredTensor, WeightTable } from '../weights.ts';

/** What a tensor is called by diffusers or transformers: one entry mostly, several for rows of one matrix, none for what is left out. */
export type Naming = (name: string, tensor: StoredTensor) => readonly (readonly [name: string, StoredTensor])[];

/** The tensors of a network by the names of `WeightTable`. Where two get the same name, the first counts. */
export function named(tensors: WeightTable, naming: Naming): WeightTable {
  const table = new Map<string, StoredTensor>();
  for (const [name, tensor] of tensors) {
    for (const [called, part] of naming(name, tensor)) if (!table.has(called)) table.set(called, part);
  }
  return table;
}

/** Changes in a name, made one after the other. */
export type Changes = readonly (readonly [from: RegExp, to: string])[];

export function changed(name: string, changes: Changes): string {
  return changes.reduce((text, [from, to]) => text.replace(from, to), name);
}

/** The largest number that a pattern finds in names; 0 where it finds none. */
export function largestNumber(names: Iterable<string>, pattern: RegExp): number {
  let largest = 0;
  for (const name of names) largest = Math.max(largest, Number(pattern.exec(name)?.[1] ?? 0));
  return largest;
}

/** Buffers that older libraries saved with the weights. */
export const isBuffer = (name: string) => name.endsWith('position_ids');

/**
 * Stretches of the rows of a stored matrix or vector as tensors of their own.
 * @param rows how many each has; together all that there are.
 * @returns undefined where they are not.
 */
export function rowBlocks(tensor: StoredTensor, rows: readonly number[]): StoredTensor[] | undefined {
  const [count = 0, ...others] = tensor.shape;
  if (!rows.every((each) => Number.isInteger(each) && each > 0) || rows.reduce((sum, each) => sum + each, 0) !== count)
    return undefined;
  let offset = tensor.offset;
  return rows.map((each) => {
    const bytes = (tensor.bytes / count) * each;
    const block = { ...tensor, shape: [each, ...others], offset, bytes };
    offset += bytes;
    return block;
  });
}

/** The same for blocks of the same size. */
export function equalBlocks(tensor: StoredTensor, count: number): StoredTensor[] | undefined {
  return rowBlocks(tensor, Array<number>(count).fill((tensor.shape[0] ?? 0) / count));
}

/** A convolution that looks at one place is a matrix. */
export function asMatrix(tensor: StoredTensor): StoredTensor {
  const [rows = 0, columns = 0, ...kernel] = tensor.shape;
  return kernel.length > 0 && kernel.every((length) => length === 1) ? { ...tensor, shape: [rows, columns] } : tensor;
}
