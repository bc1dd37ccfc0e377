import { join } from 'node:path';
import type { Image, SKRSContext2D } from '@napi-rs/canvas';
import { readRegularFile } from '../../engine/files/readRegularFile.ts';
import { once } from '../../engine/once.ts';
import type { SweepAxis } from '../../graph/sweep/axis.ts';
import { fitLayout } from '../../graph/sweep/sheet/fitLayout.ts';
import { layoutSheet, type SheetBox, type Size } from '../../graph/sweep/sheet/layoutSheet.ts';
import { paintSheet, sheetMeasure } from '../../graph/sweep/sheet/paintSheet.ts';
import { type SheetPage, sheetPages } from '../../graph/sweep/sheet/sheetPages.ts';
import { readFonts } from '../fonts.ts';
import type { CellFile, SweptCell } from './record.ts';

export interface Sheet {
  /** What its name ends in: "", "-2", "-decode-02". */
  readonly ending: string;
  readonly png: Uint8Array;
}

export interface SheetContent {
  readonly title: string;
  readonly axes: readonly SweepAxis[];
  /** All cells, those that gave nothing too. */
  readonly rows: readonly SweptCell[];
  /** Where the pictures lie. */
  readonly folder: string;
}

/** Draws the sheets of a sweep, those of each node that gave pictures, one after the other. */
export async function* drawSheets(content: SheetContent): AsyncGenerator<Sheet> {
  const nodes = [...new Set(content.rows.flatMap(({ result }) => result?.files.filter(isShown) ?? []).map(nodeOf))];
  const pages = sheetPages(content.axes);
  for (const node of nodes) {
    for (const [index, page] of pages.entries()) {
      const number = pages.length > 1 ? `-${String(index + 1).padStart(String(pages.length).length, '0')}` : '';
      yield { ending: `${nodes.length > 1 ? `-${node}` : ''}${number}`, png: await drawSheet(content, page, node) };
    }
  }
}

/** What Arcspace itself opens again: pixels on a side, and in all. */
const limits = { side: 16_384, pixels: 64e6 };

const family = '"Sheet latin", "Sheet latin-ext", "Sheet greek", sans-serif';

async function drawSheet({ title, rows, folder }: SheetContent, page: SheetPage, node: string): Promise<Uint8Array> {
  const { createCanvas } = await skia();
  const byCell = new Map(rows.map((row) => [row.cell.join(), row]));
  const filesAt = ({ cell }: SheetBox): readonly CellFile[] =>
    byCell.get(cell.join())?.result?.files.filter((file) => isShown(file) && file.node === node) ?? [];
  const natural = naturalSize(rows, node);
  const measure = sheetMeasure(createCanvas(1, 1).getContext('2d'), family);
  const layout = fitLayout(natural, limits, (cell) => layoutSheet(title, page, cell, measure));
  const canvas = createCanvas(layout.width, layout.height);
  const context = canvas.getContext('2d');
  paintSheet(context, layout, family, ({ cell }) => (byCell.get(cell.join())?.problem === undefined ? '' : 'failed'));
  context.imageSmoothingQuality = 'high';
  for (const box of layout.boxes) await drawCell(context, box, box.width / natural.width, folder, filesAt(box));
  return canvas.encode('png');
}

/** Largest picture of all cells, or as many side by side as one of them has. */
function naturalSize(rows: readonly SweptCell[], node: string): Size {
  const cells = rows.map(({ result }) => result?.files.filter((file) => isShown(file) && file.node === node) ?? []);
  const side = (files: readonly CellFile[], size: 'width' | 'height'): number =>
    Math.max(1, ...files.map((file) => file[size] ?? 1));
  return {
    width: Math.max(...cells.map((files) => columnsFor(files.length) * side(files, 'width'))),
    height: Math.max(...cells.map((files) => rowsFor(files.length) * side(files, 'height'))),
  };
}

function columnsFor(pictures: number): number {
  return Math.max(1, Math.ceil(Math.sqrt(pictures)));
}

function rowsFor(pictures: number): number {
  return Math.max(1, Math.ceil(pictures / columnsFor(pictures)));
}

/** The pictures of a cell, several side by side in rows, each in the middle of its place. */
async function drawCell(
  context: SKRSContext2D,
  box: SheetBox,
  scale: number,
  folder: string,
  files: readonly CellFile[],
): Promise<void> {
  const [columns, rows] = [columnsFor(files.length), rowsFor(files.length)];
  const place = { width: box.width / columns, height: box.height / rows };
  for (const [index, { name }] of files.entries()) {
    const image = await openPicture(join(folder, name));
    if (!image) continue;
    const [width, height] = [image.width * scale, image.height * scale];
    const x = box.x + (index % columns) * place.width + (place.width - width) / 2;
    const y = box.y + Math.floor(index / columns) * place.height + (place.height - height) / 2;
    context.drawImage(image, x, y, width, height);
  }
}

/** Undefined when the file went away or was changed since it was written. */
async function openPicture(path: string): Promise<Image | undefined> {
  const { Image } = await skia();
  const image = new Image();
  try {
    image.src = await readRegularFile(path);
    await image.decode();
    return image;
  } catch {
    return undefined;
  }
}

function isShown({ width }: CellFile): boolean {
  return width !== undefined;
}

function nodeOf({ node }: CellFile): string {
  return node;
}

/** With the fonts that come with the program; signs that they lack come from those of the system. */
const skia = once(async () => {
  const canvas = await import('@napi-rs/canvas');
  for (const { subset, bytes } of await readFonts()) canvas.GlobalFonts.register(Buffer.from(bytes), `Sheet ${subset}`);
  return canvas;
});
