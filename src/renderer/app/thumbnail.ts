import type { EditorStore } from '../state/createEditor.ts';
import type { Gallery } from '../state/gallery.ts';
import { imageData } from './imageData.ts';

const SIDE = 320;
const LONGEST = 400_000;

function dataUrl(canvas: HTMLCanvasElement): string | undefined {
  const url = canvas.toDataURL('image/webp', 0.82);
  return url.length <= LONGEST && url.startsWith('data:image/') ? url : undefined;
}

/** The newest picture of the open workflow, small, as a data URL; undefined when it made none. */
export function thumbnailOf(gallery: Gallery, editor: EditorStore): string | undefined {
  const document = editor.document.peek();
  const picture = gallery.results.peek().findLast((result) => result.document === document)?.pictures[0];
  if (!picture) return undefined;
  const full = new OffscreenCanvas(picture.width, picture.height);
  full.getContext('2d')?.putImageData(imageData(picture, 0), 0, 0);
  const scale = Math.min(1, SIDE / Math.max(picture.width, picture.height));
  const small = window.document.createElement('canvas');
  small.width = Math.max(1, Math.round(picture.width * scale));
  small.height = Math.max(1, Math.round(picture.height * scale));
  small.getContext('2d')?.drawImage(full, 0, 0, small.width, small.height);
  return dataUrl(small);
}
