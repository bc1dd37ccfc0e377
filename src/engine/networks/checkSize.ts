import { ArcspaceError } from '../../graph/problem.ts';
import type { Tensor } from '../../tensor/tensor.ts';
import type { ValueInfo } from '../sessions/sessionTensor.ts';

/**
 * Refuses pictures or latents of another height or width than a network was exported for.
 * @param value [B, C, h, w]
 * @param pixels on each side of a cell of `value`.
 * @throws ArcspaceError naming both sizes.
 */
export function checkSize(value: Tensor, { shape: declared }: ValueInfo, pixels: number, file: string): void {
  const given = value.shape.slice(2);
  const wanted = given.map((size, axis) => {
    const fixed = declared[axis + 2];
    return typeof fixed === 'number' ? fixed : size;
  });
  if (wanted.every((size, axis) => size === given[axis])) return;
  const size = ([height = 0, width = 0]: readonly number[]) => `${width * pixels} × ${height * pixels}`;
  throw new ArcspaceError(
    'wrong-size',
    `This model was exported for pictures of ${size(wanted)} pixels only, and got ${size(given)}.`,
    `Work at ${size(wanted)} pixels, or export the model again with a variable height and width.`,
    { file },
  );
}

/**
 * Refuses latents whose sides a network cannot read in patches.
 * @param latents [B, C, h, w]
 * @param multiple cells on each side of a patch.
 * @param pixels on each side of a cell.
 * @throws ArcspaceError naming the nearest size that fits.
 */
export function checkMultiple(latents: Tensor, multiple: number, pixels: number, file: string): void {
  const [, , height = 0, width = 0] = latents.shape;
  if (height % multiple === 0 && width % multiple === 0) return;
  const patch = multiple * pixels;
  const fitting = (cells: number) => Math.max(multiple, Math.round(cells / multiple) * multiple) * pixels;
  throw new ArcspaceError(
    'wrong-size',
    `This model makes pictures whose sides are multiples of ${patch} pixels, and got ${width * pixels} × ${height * pixels}.`,
    `Work at ${fitting(width)} × ${fitting(height)} pixels.`,
    { file },
  );
}
