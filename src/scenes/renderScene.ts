import type { Tensor } from '../tensor/tensor.ts';
import type { Work } from '../tensor/work.ts';
import { blankCanvas } from './canvas.ts';
import { compose } from './compose.ts';
import { type Circumstances, type SceneFactors, usualCircumstances } from './factors.ts';
import { stageOf } from './stage.ts';
import { styleOf } from './styles/index.ts';

/** In pixels. */
export interface PictureSize {
  readonly width: number;
  readonly height: number;
}

/**
 * A small illustrated poster with known factors. The same arguments give the same pixels on every machine: all of it is sums, products,
 * quotients and square roots.
 * @returns [1, 3, height, width] in 0..1, with a stop before each piece.
 */
export function* renderScene(
  factors: SceneFactors,
  { width, height }: PictureSize,
  circumstances: Partial<Circumstances> = {},
): Work<Tensor> {
  const stage = stageOf(factors, { ...usualCircumstances, ...circumstances }, width / height);
  const style = styleOf(factors.style, stage);
  let canvas = blankCanvas(width, height);
  for (const piece of compose(stage)) {
    yield;
    style.paint(canvas, piece);
  }
  yield;
  canvas = style.finish(canvas);
  return { data: canvas.planes.map((value) => Math.min(Math.max(value, 0), 1)), shape: [1, 3, height, width] };
}
