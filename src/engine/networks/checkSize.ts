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
