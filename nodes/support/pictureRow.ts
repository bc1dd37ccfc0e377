import { type Tensor, zeros } from '../../src/tensor/tensor.ts';

/** Pictures [1, 3, h, w] of one size side by side in one, with a dark gap between. */
export function pictureRow(pictures: readonly Tensor[], gap: number): Tensor {
  const [, , height = 0, width = 0] = pictures[0]?.shape ?? [];
  const row = zeros([1, 3, height, pictures.length * (width + gap) - gap]);
  const across = row.shape[3] ?? 0;
  pictures.forEach(({ data }, index) => {
    for (let line = 0; line < 3 * height; line++) {
      row.data.set(data.subarray(line * width, (line + 1) * width), line * across + index * (width + gap));
    }
  });
  return row;
}
