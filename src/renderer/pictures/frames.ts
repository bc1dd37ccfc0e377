import type { Picture } from '../../graph/events.ts';

export interface Frame {
  readonly picture: Picture;
  readonly index: number;
}

/** Every frame of every picture, in order. */
export function framesOf(pictures: readonly Picture[]): readonly Frame[] {
  return pictures.flatMap((picture) => Array.from({ length: picture.frames }, (_, index) => ({ picture, index })));
}
