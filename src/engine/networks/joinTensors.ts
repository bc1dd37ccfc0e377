import { floats, type Tensor } from '../../tensor/tensor.ts';

/** Tensors [n, ..., W_i] side by side along the last axis. */
export function joinWidths(parts: readonly Tensor[]): Tensor {
  const widths = parts.map(({ shape }) => shape.at(-1) ?? 1);
  const width = widths.reduce((sum, own) => sum + own, 0);
  const rows = (parts[0]?.data.length ?? 0) / (widths[0] ?? 1);
  const data = floats(rows * width);
  for (let row = 0; row < rows; row++) {
    let at = row * width;
    for (const [index, { data: own }] of parts.entries()) {
      const length = widths[index] as number;
      data.set(own.subarray(row * length, (row + 1) * length), at);
      at += length;
    }
  }
  return { data, shape: [...(parts[0]?.shape.slice(0, -1) ?? []), width] };
}

/** [1, S, W] with zeros on the right up to a width. @throws RangeError when it is wider already. */
export function padWidth(value: Tensor, width: number): Tensor {
  const [batch = 1, rows = 0, own = 0] = value.shape;
  if (own > width) throw new RangeError(`hidden states ${own} numbers wide do not fit into ${width}`);
  const data = floats(batch * rows * width);
  for (let row = 0; row < batch * rows; row++) data.set(value.data.subarray(row * own, (row + 1) * own), row * width);
  return { data, shape: [batch, rows, width] };
}

/** [1, S_i, D] one after the other along the sequence. */
export function joinSequences(parts: readonly Tensor[]): Tensor {
  const [first] = parts;
  const length = parts.reduce((sum, { shape }) => sum + (shape[1] ?? 0), 0);
  const data = floats(parts.reduce((sum, part) => sum + part.data.length, 0));
  let at = 0;
  for (const part of parts) {
    data.set(part.data, at);
    at += part.data.length;
  }
  return { data, shape: [1, length, first?.shape[2] ?? 0] };
}
