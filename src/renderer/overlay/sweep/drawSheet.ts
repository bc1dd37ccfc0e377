import type { Picture } from '../../../graph/events.ts';
import { fitLayout } from '../../../graph/sweep/sheet/fitLayout.ts';
import { layoutSheet, type SheetLayout, type Size } from '../../../graph/sweep/sheet/layoutSheet.ts';
import { paintSheet, sheetMeasure } from '../../../graph/sweep/sheet/paintSheet.ts';
import type { SheetPage } from '../../../graph/sweep/sheet/sheetPages.ts';
import type { CellResult, Sweep } from '../../state/sweeps.ts';
import { framesOf } from '../frames.ts';

const family = '"Inter Variable", sans-serif';

/** What browsers make a canvas of. */
const limits = { side: 8192, pixels: 32e6 };

/** Before the first picture is there. */
const usual: Size = { width: 256, height: 256 };

/** Smaller pictures are enlarged, so that what is written beside them is sharp (pixels). */
const smallest = 256;

export function layoutOf({ workflow, results }: Sweep, page: SheetPage): SheetLayout {
  const context = document.createElement('canvas').getContext('2d');
  const measure = context ? sheetMeasure(context, family) : (text: string, size: number) => (text.length * size) / 2;
  return fitLayout(enlarged(largest([...results.values()])), limits, (cell) =>
    layoutSheet(workflow.name, page, cell, measure),
  );
}

export function drawSheet(canvas: HTMLCanvasElement, { results }: Sweep, layout: SheetLayout): void {
  canvas.width = layout.width;
  canvas.height = layout.height;
  const context = canvas.getContext('2d');
  if (!context) return;
  paintSheet(context, layout, family, ({ cell }) => (results.get(cell.join())?.problem ? 'failed' : ''));
  const natural = largest([...results.values()]);
  for (const box of layout.boxes) {
    const pictures = results.get(box.cell.join())?.pictures ?? [];
    const [first] = framesOf(pictures);
    if (!first) continue;
    const scale = box.width / natural.width;
    const [width, height] = [first.picture.width * scale, first.picture.height * scale];
    const [x, y] = [box.x + (box.width - width) / 2, box.y + (box.height - height) / 2];
    context.drawImage(bitmapOf(first.picture, first.index), x, y, width, height);
  }
}

function bitmapOf({ width, height, rgba }: Picture, frame: number): HTMLCanvasElement {
  const canvas = document.createElement('canvas');
  canvas.width = width;
  canvas.height = height;
  const pixels = new Uint8ClampedArray(rgba).subarray(frame * width * height * 4, (frame + 1) * width * height * 4);
  canvas.getContext('2d')?.putImageData(new ImageData(pixels, width, height), 0, 0);
  return canvas;
}

function largest(results: readonly CellResult[]): Size {
  const pictures = results.flatMap((result) => result.pictures);
  if (pictures.length === 0) return usual;
  return {
    width: Math.max(...pictures.map(({ width }) => width)),
    height: Math.max(...pictures.map(({ height }) => height)),
  };
}

function enlarged({ width, height }: Size): Size {
  const factor = Math.max(1, Math.ceil(smallest / width));
  return { width: width * factor, height: height * factor };
}
