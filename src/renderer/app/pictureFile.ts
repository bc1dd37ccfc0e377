import type { Picture } from '../../graph/events.ts';
import { imageData } from './imageData.ts';

/** One frame as a PNG, pixel for pixel. */
export async function pictureFile(picture: Picture, frame: number): Promise<Blob> {
  const canvas = new OffscreenCanvas(picture.width, picture.height);
  canvas.getContext('2d')?.putImageData(imageData(picture, frame), 0, 0);
  return canvas.convertToBlob({ type: 'image/png' });
}

/** What of a title can stand in the name of a file; empty where nothing can. */
export function plainName(title: string): string {
  return title
    .normalize('NFKC')
    .replace(/[^\p{L}\p{N}_ .-]+/gu, '-')
    .replace(/^[-. ]+|[-. ]+$/g, '')
    .slice(0, 100);
}

/** "Two moods, 03.png": a file name out of a title, for one frame among several. */
export function pictureName(title: string, frame: number, frames: number): string {
  const number = frames > 1 ? ` ${String(frame + 1).padStart(String(frames).length, '0')}` : '';
  return `${plainName(title) || 'picture'}${number}.png`;
}
