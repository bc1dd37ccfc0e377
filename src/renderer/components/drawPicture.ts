import type { Picture } from '../../graph/events.ts';
import { imageData } from '../app/imageData.ts';

/** Makes a canvas one frame of a picture, pixel by pixel. */
export function drawPicture(canvas: HTMLCanvasElement, picture: Picture, frame: number): void {
  canvas.width = picture.width;
  canvas.height = picture.height;
  canvas.getContext('2d')?.putImageData(imageData(picture, frame), 0, 0);
}
