import type { Picture } from '../../../graph/events.ts';
import type { NodeState } from '../../state/document/editor.ts';
import type { PictureShape } from './pictureLayout.ts';

/** The newest step preview while a node works, its results afterwards. */
export function shownPictures(state: NodeState | undefined): readonly Picture[] {
  if (!state) return [];
  if (state.preview && (state.status === 'running' || state.pictures.length === 0)) return [state.preview];
  return state.pictures;
}

/** The one picture that plays, when the pictures are an animation. */
export function animation(pictures: readonly Picture[]): Picture | undefined {
  const only = pictures.length === 1 ? pictures[0] : undefined;
  return only && only.frames > 1 && only.framesPerSecond !== undefined ? only : undefined;
}

export interface Frame {
  readonly picture: Picture;
  readonly index: number;
}

const mostCells = 64;

/** Every still, in order: the cells of a contact sheet. */
export function stills(pictures: readonly Picture[]): readonly Frame[] {
  const frames: Frame[] = [];
  for (const picture of pictures) {
    for (let index = 0; index < picture.frames && frames.length < mostCells; index += 1)
      frames.push({ picture, index });
  }
  return frames;
}

const empty: PictureShape = { width: 1, height: 1, cells: 1 };

/** Room for the pictures; a node that exists to show some keeps a square free before there are any. */
export function pictureShape(pictures: readonly Picture[], shows: boolean): PictureShape | undefined {
  const first = pictures[0];
  if (!first || first.width < 1 || first.height < 1) return shows ? empty : undefined;
  const cells = animation(pictures) ? 1 : Math.max(1, stills(pictures).length);
  return { width: first.width, height: first.height, cells };
}

/** Which frame of an animation is due after so many milliseconds. */
export function frameAt(picture: Picture, milliseconds: number): number {
  const rate = picture.framesPerSecond ?? 0;
  return Math.floor((milliseconds / 1000) * rate) % picture.frames;
}
