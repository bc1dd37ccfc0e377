import type { Picture } from '../../graph/events.ts';
import type { WorkflowDocument } from '../state/document/document.ts';
import type { Gallery, Result } from '../state/gallery/gallery.ts';
import type { SmallPicture } from '../state/kept/autosave.ts';
import { imageData } from './imageData.ts';

/** A card of the start page on a sharp screen, into which the whole picture fits. */
const WIDTH = 440;
const HEIGHT = 330;
const LONGEST = 400_000;

/** Autosave asks again and again for the same one. */
const drawn = new WeakMap<Picture, string>();

function dataUrl(canvas: HTMLCanvasElement): string | undefined {
  const url = canvas.toDataURL('image/webp', 0.82);
  return url.length <= LONGEST && url.startsWith('data:image/') ? url : undefined;
}

/** The newest picture of a workflow, small, as a data URL; undefined when it made none. */
export function thumbnailOf(gallery: Gallery, document: WorkflowDocument): string | undefined {
  const picture = newestOf(gallery, document)?.pictures[0];
  if (!picture) return undefined;
  const url = drawn.get(picture) ?? draw(picture);
  if (url !== undefined) {
    drawn.set(picture, url);
    lastDrawn.set(document, url);
  }
  return url;
}

/** Milliseconds after its newest picture for which a slider may still be moving. */
const RESTS = 1000;

/** The same for autosave: under a slider, where each picture is followed by another, the one that was drawn last will do so far. */
export function thumbnailSoFar(gallery: Gallery, document: WorkflowDocument, now = Date.now()): SmallPicture {
  const newest = newestOf(gallery, document);
  // The clock may have been set back since.
  const isMoving = newest?.lane === 'live' && Math.abs(now - newest.time) < RESTS;
  const last = isMoving ? lastDrawn.get(document) : undefined;
  if (last === undefined) return { url: thumbnailOf(gallery, document), isNewest: true };
  const picture = newest?.pictures[0];
  return { url: last, isNewest: picture !== undefined && drawn.get(picture) === last };
}

const lastDrawn = new WeakMap<WorkflowDocument, string>();

function newestOf(gallery: Gallery, document: WorkflowDocument): Result | undefined {
  return gallery.results.peek().findLast((result) => result.document === document);
}

function draw(picture: Picture): string | undefined {
  const full = new OffscreenCanvas(picture.width, picture.height);
  full.getContext('2d')?.putImageData(imageData(picture, 0), 0, 0);
  const small = window.document.createElement('canvas');
  const scale = Math.min(WIDTH / picture.width, HEIGHT / picture.height);
  small.width = Math.max(1, Math.round(picture.width * scale));
  small.height = Math.max(1, Math.round(picture.height * scale));
  const context = small.getContext('2d');
  if (!context) return undefined;
  context.imageSmoothingQuality = 'high';
  context.drawImage(full, 0, 0, small.width, small.height);
  return dataUrl(small);
}
