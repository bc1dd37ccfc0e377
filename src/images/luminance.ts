import type { Tensor } from '../tensor/tensor.ts';

/** Brightness of a picture [1, 3, H, W] in 0..1, [H, W] flat: .2126 red + .7152 green + .0722 blue (Rec. 709). */
export function luminance({ data }: Tensor): Float32Array {
  const size = data.length / 3;
  return Float32Array.from({ length: size }, (_, i) => {
    const [red, green, blue] = [data[i], data[i + size], data[i + 2 * size]] as [number, number, number];
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  });
}
