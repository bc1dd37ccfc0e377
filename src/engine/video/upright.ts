import { resizedInPieces } from '../../images/resample.ts';
import { type Tensor, zeros } from '../../tensor/tensor.ts';
import { finish } from '../../tensor/work.ts';
import type { OpenFilm, Rotation } from './openFilm.ts';

/** A frame as it is to be seen: its pixels square, and turned upright. */
export function upright(frame: Tensor, { shown, rotation }: Pick<OpenFilm, 'shown' | 'rotation'>): Tensor {
  return turned(finish(resizedInPieces(frame, shown.width, shown.height)), rotation);
}

/** Size of a film once its frames are upright. */
export function uprightSize({ shown: { width, height }, rotation }: Pick<OpenFilm, 'shown' | 'rotation'>) {
  return rotation % 180 === 0 ? { width, height } : { width: height, height: width };
}

/** A picture [1, 3, H, W] turned clockwise. */
function turned(picture: Tensor, rotation: Rotation): Tensor {
  if (rotation === 0) return picture;
  const [, channels = 3, height = 0, width = 0] = picture.shape;
  const [rows, columns] = rotation === 180 ? [height, width] : [width, height];
  const result = zeros([1, channels, rows, columns]);
  for (let channel = 0; channel < channels; channel++) {
    const plane = channel * width * height;
    for (let y = 0; y < rows; y++) {
      for (let x = 0; x < columns; x++) {
        result.data[plane + y * columns + x] = picture.data[
          plane + sourceOf(x, y, { rotation, width, height })
        ] as number;
      }
    }
  }
  return result;
}

interface Turn {
  readonly rotation: Rotation;
  readonly width: number;
  readonly height: number;
}

/** Where in the picture as it is stored the pixel at x, y of the turned one is. */
function sourceOf(x: number, y: number, { rotation, width, height }: Turn): number {
  if (rotation === 90) return (height - 1 - x) * width + y;
  if (rotation === 180) return (height - 1 - y) * width + (width - 1 - x);
  return x * width + (width - 1 - y);
}
