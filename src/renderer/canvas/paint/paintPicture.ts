import { isEarlier } from '../../state/run/reduce.ts';
import type { NodeView } from '../view/nodeView.ts';
import type { PictureLayout } from '../view/pictureLayout.ts';
import { animation, frameAt, stills } from '../view/pictures.ts';
import type { Rect } from '../view/rect.ts';
import { type Brush, saved } from './brush.ts';
import { bitmapOf } from './pictureCache.ts';
import { rounded } from './shapes.ts';

/** Which frame of an animation is held still, 0..1, while somebody scrubs through it. */
export type Scrub = number | undefined;

/** Small pictures are shown with their pixels, large ones smoothly. */
function drawBitmap(brush: Brush, bitmap: HTMLCanvasElement, cell: Rect): void {
  const magnified = (cell.width * brush.zoom * brush.density) / bitmap.width;
  brush.context.imageSmoothingEnabled = magnified < 4;
  brush.context.imageSmoothingQuality = magnified < 0.5 ? 'medium' : 'low';
  brush.context.drawImage(bitmap, cell.x, cell.y, cell.width, cell.height);
}

/** Two points joined by an arc, where a picture will be. */
function paintAwaiting({ context, theme }: Brush, frame: Rect): void {
  context.fillStyle = theme.field;
  context.translate(frame.x, frame.y);
  context.fill(rounded(frame.width, frame.height, 4));
  context.translate(frame.width / 2, frame.height / 2);
  context.strokeStyle = theme.line;
  context.fillStyle = theme.line;
  context.lineWidth = 2;
  context.beginPath();
  context.arc(0, 12, 22, 1.13 * Math.PI, 1.87 * Math.PI);
  context.stroke();
  for (const side of [-1, 1]) {
    context.beginPath();
    context.arc(side * 20.5, 3.5, 4, 0, 2 * Math.PI);
    context.fill();
  }
}

function paintScrubBar({ context, theme }: Brush, frame: Rect, at: number): void {
  const y = frame.y + frame.height - 9;
  context.fillStyle = 'rgba(0, 0, 0, 0.45)';
  context.fillRect(frame.x, y - 6, frame.width, 15);
  context.fillStyle = 'rgba(255, 255, 255, 0.35)';
  context.fillRect(frame.x + 8, y, frame.width - 16, 2);
  context.fillStyle = theme.focus;
  context.fillRect(frame.x + 8, y, (frame.width - 16) * at, 2);
  context.beginPath();
  context.arc(frame.x + 8 + (frame.width - 16) * at, y + 1, 4, 0, 2 * Math.PI);
  context.fill();
}

function paintAnimation(brush: Brush, view: NodeView, layout: PictureLayout, scrub: Scrub, playing: boolean): boolean {
  const picture = animation(view.pictures);
  if (!picture) return false;
  const last = picture.frames - 1;
  const held = scrub === undefined ? undefined : Math.round(scrub * last);
  const frame = held ?? (playing ? frameAt(picture, brush.now) : 0);
  drawBitmap(brush, bitmapOf(picture, frame), layout.frame);
  if (scrub !== undefined) paintScrubBar(brush, layout.frame, frame / last);
  return true;
}

/** Of what may be outdated. */
const FAINT = 0.5;

/** The node's pictures: a still, an animation, or a contact sheet. In the node's own coordinates. */
export function paintPictures(brush: Brush, view: NodeView, scrub: Scrub, playing: boolean): void {
  const layout = view.layout.picture;
  if (!layout) return;
  if (view.pictures.length === 0) saved(brush.context, () => paintAwaiting(brush, layout.frame));
  saved(brush.context, () => {
    if (view.state && isEarlier(view.state)) brush.context.globalAlpha *= FAINT;
    paintFrames(brush, view, layout, scrub, playing);
  });
}

function paintFrames(brush: Brush, view: NodeView, layout: PictureLayout, scrub: Scrub, playing: boolean): void {
  if (paintAnimation(brush, view, layout, scrub, playing)) return;
  stills(view.pictures).forEach(({ picture, index }, at) => {
    const cell = layout.cells[at];
    if (cell) drawBitmap(brush, bitmapOf(picture, index), cell);
  });
}
