import { type Tensor, zeros } from '../tensor/tensor.ts';
import { inStretches, stopsAfter, type Work } from '../tensor/work.ts';

export interface SheetOptions {
  readonly columns: number;
  /** Pixels between pictures. */
  readonly gap: number;
  /** Grey of the gaps, 0 black to 1 white. */
  readonly shade: number;
}

/** Pictures [1, 3, h, w] of one size row by row in one [1, 3, H, W]. */
export function* pictureSheet(pictures: readonly Tensor[], { columns, gap, shade }: SheetOptions): Work<Tensor> {
  const across = Math.min(columns, pictures.length);
  const down = Math.ceil(pictures.length / across);
  const [, , height = 0, width = 0] = pictures[0]?.shape ?? [];
  const sheet = zeros([1, 3, down * (height + gap) - gap, across * (width + gap) - gap]);
  yield* inStretches(sheet.data.length, (from, to) => sheet.data.fill(shade, from, to));
  for (const [index, picture] of pictures.entries()) {
    yield* paste(sheet, picture, (index % across) * (width + gap), Math.floor(index / across) * (height + gap));
  }
  return sheet;
}

/** Copies a picture [1, 3, h, w] into a sheet [1, 3, H, W] that is being made. */
function* paste(sheet: Tensor, picture: Tensor, left: number, top: number): Work<void> {
  const [, , rows = 0, columns = 0] = sheet.shape;
  const [, , height = 0, width = 0] = picture.shape;
  const isTimeToStop = stopsAfter();
  yield;
  for (let row = 0; row < 3 * height; row++) {
    if (isTimeToStop(width)) yield;
    const target = (Math.floor(row / height) * rows + top + (row % height)) * columns + left;
    sheet.data.set(picture.data.subarray(row * width, (row + 1) * width), target);
  }
}
