import type { PictureSize } from '../../graph/context.ts';

type Matrix = readonly [number, number, number, number, number, number];

/** How a stored picture becomes upright, by its EXIF orientation (EXIF 2.3, 4.6.4 A), as a canvas transforms. */
export function orientationMatrix(orientation: number, { width, height }: PictureSize): Matrix {
  const matrices: readonly Matrix[] = [
    [1, 0, 0, 1, 0, 0],
    [-1, 0, 0, 1, width, 0],
    [-1, 0, 0, -1, width, height],
    [1, 0, 0, -1, 0, height],
    [0, 1, 1, 0, 0, 0],
    [0, 1, -1, 0, height, 0],
    [0, -1, -1, 0, height, width],
    [0, -1, 1, 0, 0, width],
  ];
  return matrices[orientation - 1] ?? [1, 0, 0, 1, 0, 0];
}
