import type { LatentSpace } from '../../diffusion/model.ts';
import type { LatentSize } from '../../diffusion/noiseSchedule.ts';
import { type Tensor, tensor, zeros } from '../../tensor/tensor.ts';
import { solve } from './solve.ts';

/** For each colour, the weight of every latent channel and, last, a constant. */
export type LinearPreview = readonly (readonly number[])[];

/** Patches for each weight that is fitted. */
const patchesPerWeight = 3;
/** Cells on each side of a patch: a decoder looks beyond the cell, so the middle of a flat patch tells most. */
const usualPatch = 4;

/** A square that holds enough patches for a number of channels. */
function usualSize(channels: number): LatentSize {
  const side = usualPatch * Math.ceil(Math.sqrt(patchesPerWeight * (channels + 1)));
  return [side, side];
}

/** As large as a patch may be for enough of them to fit; a single cell at least. */
function patchSide(channels: number, [height, width]: LatentSize): number {
  const fitting = Math.floor(Math.sqrt((height * width) / (patchesPerWeight * (channels + 1))));
  return Math.min(Math.max(fitting, 1), usualPatch);
}

/**
 * Fits colour = weights . latent + constant by least squares: decodes one latent of flat patches once, and compares each
 * cell with the mean colour of the pixels that it became.
 * @param decode latents as they flow on wires -> pictures in 0..1.
 * @param size of the latents to decode; small ones suffice.
 */
export async function fitLinearPreview(
  space: LatentSpace,
  decode: (latents: Tensor) => Promise<Tensor>,
  size: LatentSize = usualSize(space.channels),
): Promise<LinearPreview> {
  const latents = patches(space.channels, size);
  const pictures = await decode(latents);
  const width = space.channels + 1;
  const normal = Array.from({ length: width }, () => new Float64Array(width));
  const colours = [0, 1, 2].map(() => new Float64Array(width));
  for (let cell = 0; cell < size[0] * size[1]; cell++) {
    const row = [...channelsAt(latents, cell), 1];
    for (const [i, a] of row.entries()) {
      for (const [j, b] of row.entries()) add(normal[i], j, a * b);
      for (const [c, sums] of colours.entries()) add(sums, i, a * cellColour(pictures, c, cell, size));
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

/** [1, C, h, w] of flat patches, spread evenly over -2..2 by the golden ratio (Weyl's sequence): no luck needed. */
function patches(channels: number, [height, width]: LatentSize): Tensor {
  const patch = patchSide(channels, [height, width]);
  const across = Math.ceil(width / patch);
  const data = Float32Array.from({ length: channels * height * width }, (_, i) => {
    const cell = i % (height * width);
    const index = Math.floor(cell / width / patch) * across + Math.floor((cell % width) / patch);
    const channel = Math.floor(i / (height * width));
    return (((index + 1) * Math.sqrt(2 + channel * 1.7)) % 1) * 4 - 2;
  });
  return tensor(data, [1, channels, height, width]);
}

function channelsAt({ data, shape }: Tensor, cell: number): number[] {
  const [, channels = 0, height = 1, width = 1] = shape;
  return Array.from({ length: channels }, (_, channel) => data[channel * height * width + cell] ?? 0);
}

/** Mean of the pixels that one latent cell became. */
function cellColour({ data, shape }: Tensor, colour: number, cell: number, size: LatentSize): number {
  const [, , height = 1, width = 1] = shape;
  const scale = height / size[0];
  const top = Math.floor(cell / size[1]) * scale;
  const left = (cell % size[1]) * scale;
  let sum = 0;
  for (let y = top; y < top + scale; y++) {
    for (let x = left; x < left + scale; x++) sum += data[(colour * height + y) * width + x] ?? 0;
  }
  return sum / (scale * scale);
}

function add(sums: Float64Array | undefined, index: number, amount: number): void {
  if (sums) sums[index] = (sums[index] ?? 0) + amount;
}
