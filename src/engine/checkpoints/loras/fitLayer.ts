import type { AdaptedModule } from '../adapter.ts';
import { asMatrix } from '../naming/naming.ts';
import type { StoredTensor } from '../weights.ts';

export type LoraMatrices = Pick<AdaptedModule, 'down' | 'up' | 'mid'>;

/**
 * Gives the matrices of a LoRA the shapes that belong to a layer: some files keep those of matrices as convolutions that look at one
 * place, or the other way round.
 * @returns undefined where they do not fit the layer: the LoRA was made for another model.
 */
export function fitLayer(base: StoredTensor, { down, up, mid }: LoraMatrices): LoraMatrices | undefined {
  const [rows = 0, columns = 0, ...kernel] = base.transposed ? base.shape.toReversed() : base.shape;
  const rank = down.shape[0] ?? 0;
  const fitting = kernel.length === 0 ? asMatrix : asConvolution;
  const fitted = { down: fitting(down), up: fitting(up), ...(mid && { mid }) };
  const wanted = wantedShapes(rows, columns, rank, kernel, mid !== undefined);
  const fits =
    rank > 0 &&
    sameShape(fitted.down, wanted.down) &&
    sameShape(fitted.up, wanted.up) &&
    (mid === undefined || sameShape(mid, [rank, rank, ...kernel]));
  return fits ? fitted : undefined;
}

function wantedShapes(rows: number, columns: number, rank: number, kernel: readonly number[], hasMid: boolean) {
  const ones = kernel.map(() => 1);
  return { down: [rank, columns, ...(hasMid ? ones : kernel)], up: [rows, rank, ...ones] };
}

function asConvolution(tensor: StoredTensor): StoredTensor {
  return tensor.shape.length === 2 ? { ...tensor, shape: [...tensor.shape, 1, 1] } : tensor;
}

function sameShape({ shape }: StoredTensor, wanted: readonly number[]): boolean {
  return shape.length === wanted.length && shape.every((length, axis) => length === wanted[axis]);
}
