import { fitLayout } from '../../../graph/sweep/sheet/fitLayout.ts';
import { layoutSheet, type SheetLayout, type Size } from '../../../graph/sweep/sheet/layoutSheet.ts';
import { paintPlace, paintSheet, sheetMeasure } from '../../../graph/sweep/sheet/paintSheet.ts';
import type { SheetPage } from '../../../graph/sweep/sheet/sheetPages.ts';
import type { CellResult } from '../../state/jobs/sweepCell.ts';
import type { Sweep } from '../../state/jobs/sweeps.ts';

const family = '"Inter Variable", sans-serif';

/** What browsers make a canvas of. */
const limits = { side: 8192, pixels: 32e6 };

/** Before the first picture is there. */
const usual: Size = { width: 256, height: 256 };

/** Smaller pictures are enlarged, so that what is written beside them is sharp (pixels). */
const smallest = 256;

/** Pixels of the largest picture. */
export function naturalSize(results: Sweep['results']): Size {
  const pictures = [...results.values()].flatMap(({ picture }) => picture ?? []);
  if (pictures.length === 0) return usual;
  return {
    width: Math.max(...pictures.map(({ width }) => width)),
    height: Math.max(...pictures.map(({ height }) => height)),
  };
}

export function layoutOf(title: string, page: SheetPage, natural: Size): SheetLayout {
  const context = document.createElement('canvas').getContext('2d');
  const measure = context ? sheetMeasure(context, family) : (text: string, size: number) => (text.length * size) / 2;
  return fitLayout(enlarged(natural), limits, (cell) => layoutSheet(title, page, cell, measure));
}

/** The sheet without its pictures. */
export function drawEmptySheet(canvas: HTMLCanvasElement, layout: SheetLayout): void {
  canvas.width = layout.width;
  canvas.height = layout.height;
  const context = canvas.getContext('2d');
  if (context) paintSheet(context, layout, family, () => '');
}

/** Draws the cells that came since or again: what is in `drawn` stays, and the others are added to it. */
export function drawNewCells(
  canvas: HTMLCanvasElement,
  results: Sweep['results'],
  layout: SheetLayout,
  natural: Size,
  drawn: Map<string, CellResult>,
): void {
  const context = canvas.getContext('2d');
  if (!context) return;
  for (const box of layout.boxes) {
    const cell = box.cell.join();
    const result = results.get(cell);
    if (!result || drawn.get(cell) === result) continue;
    drawn.set(cell, result);
    if (result.problem) paintPlace(context, box, 'failed', family);
    if (!result.picture) continue;
    const scale = box.width / natural.width;
    const [width, height] = [result.picture.width * scale, result.picture.height * scale];
    const [x, y] = [box.x + (box.width - width) / 2, box.y + (box.height - height) / 2];
    context.drawImage(result.picture.bitmap, x, y, width, height);
  }
}

function enlarged({ width, height }: Size): Size {
  const factor = Math.max(1, Math.ceil(smallest / width));
  return { width: width * factor, height: height * factor };
}
