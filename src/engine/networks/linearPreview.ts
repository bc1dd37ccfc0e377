import type { LatentSpace } from '../../diffusion/model.ts';
import { type Tensor, tensor, zeros } from '../../tensor/tensor.ts';
import { solve } from './solve.ts';

/** For each colour, the weight of every latent channel and, last, a constant. */
export type LinearPreview = readonly (readonly number[])[];

const side = 16;
const patch = 4;

/**
 * Fits colour = weights . latent + constant by least squares: decodes one latent of flat patches once, and compares each
 * cell with the mean colour of the pixels that it became.
 * @param decode latents as they flow on wires -> pictures in 0..1.
 */
export async function fitLinearPreview(
  space: LatentSpace,
  decode: (latents: Tensor) => Promise<Tensor>,
): Promise<LinearPreview> {
  const latents = patches(space.channels);
  const pictures = await decode(latents);
  const width = space.channels + 1;
  const normal = Array.from({ length: width }, () => new Float64Array(width));
  const colours = [0, 1, 2].map(() => new Float64Array(width));
  for (let cell = 0; cell < side * side; cell++) {
    const row = [...channelsAt(latents, cell), 1];
    for (const [i, a] of row.entries()) {
      for (const [j, b] of row.entries()) add(normal[i], j, a * b);
      for (const [c, sums] of colours.entries()) add(sums, i, a * cellColour(pictures, c, cell));
    }
  }
  return colours.map((sums) => [...solve(normal, sums)]);
}

/** [B, C, h, w] -> [B, 3, h, w] in 0..1. */
export function paintLinear(preview: LinearPreview, latents: Tensor): Tensor {
  const [batch = 1, channels = 0, height = 1, width = 1] = latents.shape;
  const area = height * width;
  const picture = zeros([batch, 3, height, width]);
  for (let item = 0; item < batch; item++) {
    for (const [colour, weights] of preview.entries()) {
      for (let cell = 0; cell < area; cell++) {
        let sum = weights[channels] ?? 0;
        for (let c = 0; c < channels; c++) {
          sum += (weights[c] ?? 0) * (latents.data[(item * channels + c) * area + cell] ?? 0);
        }
        picture.data[(item * 3 + colour) * area + cell] = Math.min(Math.max(sum, 0), 1);
      }
    }
  }
  return picture;
}

/** [1, C, side, side] of flat patches, spread evenly over -2..2 by the golden ratio (Weyl's sequence): no luck needed. */
function patches(channels: number): Tensor {
  const across = side / patch;
  const data = Float32Array.from({ length: channels * side * side }, (_, i) => {
    const cell = i % (side * side);
    const index = Math.floor(cell / side / patch) * across + Math.floor((cell % side) / patch);
    const channel = Math.floor(i / (side * side));
    return (((index + 1) * Math.sqrt(2 + channel * 1.7)) % 1) * 4 - 2;
  });
  return tensor(data, [1, channels, side, side]);
}

function channelsAt({ data, shape }: Tensor, cell: number): number[] {
  return Array.from({ length: shape[1] ?? 0 }, (_, channel) => data[channel * side * side + cell] ?? 0);
}

/** Mean of the pixels that one latent cell became. */
function cellColour({ data, shape }: Tensor, colour: number, cell: number): number {
  const [, , height = side, width = side] = shape;
  const scale = height / side;
  const top = Math.floor(cell / side) * scale;
  const left = (cell % side) * scale;
  let sum = 0;
  for (let y = top; y < top + scale; y++) {
    for (let x = left; x < left + scale; x++) sum += data[(colour * height + y) * width + x] ?? 0;
  }
  return sum / (scale * scale);
}

function add(sums: Float64Array | undefined, index: number, amount: number): void {
  if (sums) sums[index] = (sums[index] ?? 0) + amount;
}
