import { floats, type Tensor, tensor } from '../../tensor/tensor.ts';

/** Cells on each side of a patch. */
const side = 2;

/**
 * [n, C, h, w] -> [n, h/2 · w/2, 4 C]: patches of 2 x 2 cells row by row, each with the four cells of every channel in turn
 * (FLUX, as diffusers' FluxPipeline). Height and width are even.
 */
export function packed(latents: Tensor): Tensor {
  const [batch = 1, channels = 1, height = side, width = side] = latents.shape;
  const data = floats(latents.data.length);
  eachCell(latents.shape, (cell, place) => {
    data[place] = latents.data[cell] as number;
  });
  return tensor(data, [batch, (height / side) * (width / side), channels * side * side]);
}

/** The inverse of `packed`. @param shape [n, C, h, w] */
export function unpacked({ data: patches }: Tensor, shape: readonly number[]): Tensor {
  const data = floats(patches.length);
  eachCell(shape, (cell, place) => {
    data[cell] = patches[place] as number;
  });
  return tensor(data, shape);
}

/** Visits every cell of [n, C, h, w] with its place among the packed numbers. */
function eachCell([batch = 1, channels = 1, height = 1, width = 1]: readonly number[], visit: Visit): void {
  const across = width / side;
  let cell = 0;
  for (let item = 0; item < batch; item++) {
    for (let channel = 0; channel < channels; channel++) {
      for (let y = 0; y < height; y++) {
        for (let x = 0; x < width; x++) {
          const patch = item * (height / side) * across + Math.floor(y / side) * across + Math.floor(x / side);
          visit(cell++, (patch * channels + channel) * side * side + (y % side) * side + (x % side));
        }
      }
    }
  }
}

type Visit = (cell: number, place: number) => void;

/** [h/2 · w/2, 3]: 0, row and column of each patch. */
export function patchPositions(height: number, width: number): Tensor {
  const across = width / side;
  const count = (height / side) * across;
  const rows = Array.from({ length: count }, (_, patch) => [0, Math.floor(patch / across), patch % across]);
  return tensor(Float32Array.from(rows.flat()), [count, 3]);
}
