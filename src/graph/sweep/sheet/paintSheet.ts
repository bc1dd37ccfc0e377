import type { SheetBox, SheetLayout } from './layoutSheet.ts';
import type { Measure } from './wrapText.ts';

/** What a sheet needs of a canvas, in a page or elsewhere. */
export interface SheetCanvas {
  font: string;
  fillStyle: unknown;
  textBaseline: unknown;
  fillRect(x: number, y: number, width: number, height: number): void;
  fillText(text: string, x: number, y: number): void;
  measureText(text: string): { readonly width: number };
}

const paper = '#ffffff';
const ink = '#1d1f24';
const empty = '#eceef1';

export function sheetMeasure(canvas: SheetCanvas, family: string): Measure {
  return (text, size, bold) => {
    canvas.font = fontOf(size, bold, family);
    return canvas.measureText(text).width;
  };
}

/** Paper, texts, and a place for the pictures of each cell, with the note on those that have none. */
export function paintSheet(
  canvas: SheetCanvas,
  layout: SheetLayout,
  family: string,
  noteOf: (box: SheetBox) => string,
): void {
  canvas.fillStyle = paper;
  canvas.fillRect(0, 0, layout.width, layout.height);
  canvas.textBaseline = 'middle';
  for (const box of layout.boxes) paintPlace(canvas, box, noteOf(box), family);
  canvas.fillStyle = ink;
  for (const { text, x, y, size, bold } of layout.texts) {
    canvas.font = fontOf(size, bold, family);
    canvas.fillText(text, x, y);
  }
}

/** The place for the pictures of a cell, with a note where there are none. */
export function paintPlace(canvas: SheetCanvas, { x, y, width, height }: SheetBox, note: string, family: string): void {
  canvas.fillStyle = empty;
  canvas.fillRect(x, y, width, height);
  if (note === '') return;
  canvas.fillStyle = ink;
  canvas.font = fontOf(Math.round(Math.min(30, Math.max(11, width / 12))), false, family);
  canvas.fillText(note, x + (width - canvas.measureText(note).width) / 2, y + height / 2);
}

function fontOf(size: number, bold: boolean, family: string): string {
  return `${bold ? '600 ' : ''}${size}px ${family}`;
}
