import type { SweepCell } from '../cells.ts';
import type { SheetPage } from './sheetPages.ts';
import { type Measure, wrapText } from './wrapText.ts';

/** Pixels. */
export interface Size {
  readonly width: number;
  readonly height: number;
}

/** A line of text; `x` and `y` are its left end and its middle. */
export interface SheetText {
  readonly text: string;
  readonly x: number;
  readonly y: number;
  readonly size: number;
  readonly bold: boolean;
}

/** Where the pictures of a cell go. */
export interface SheetBox extends Size {
  readonly cell: SweepCell;
  readonly x: number;
  readonly y: number;
}

export interface SheetLayout extends Size {
  readonly texts: readonly SheetText[];
  readonly boxes: readonly SheetBox[];
}

const longestLabel = 5;

/** Places the cells of a sheet and all that names them, so that nothing lies on anything else. */
export function layoutSheet(title: string, page: SheetPage, cell: Size, measure: Measure): SheetLayout {
  const size = Math.round(Math.min(30, Math.max(12, cell.width / 11)));
  const setting = { cell, size, line: Math.round(size * 1.35), gap: Math.max(4, Math.round(cell.width / 24)), measure };
  const head = headOf(title, page, setting);
  const grid = page.rows ? matrix(page, setting, head.bottom) : labelledCells(page, setting, head.bottom);
  const texts = [...head.texts, ...grid.texts];
  const ends = [
    ...texts.map((text) => text.x + measure(text.text, text.size, text.bold)),
    ...grid.boxes.map(({ x, width }) => x + width),
  ];
  return {
    width: Math.ceil(Math.max(...ends) + setting.line),
    height: Math.ceil(Math.max(...grid.boxes.map(({ y, height }) => y + height)) + setting.line),
    texts,
    boxes: grid.boxes,
  };
}

interface Setting {
  readonly cell: Size;
  /** Of the letters. */
  readonly size: number;
  /** From one line to the next. */
  readonly line: number;
  readonly gap: number;
  readonly measure: Measure;
}

interface Placed {
  readonly texts: readonly SheetText[];
  readonly boxes: readonly SheetBox[];
}

/** What is true of the whole sheet, at its top. */
function headOf(title: string, page: SheetPage, setting: Setting): { texts: SheetText[]; bottom: number } {
  const { cell, gap, size, line } = setting;
  const widest = Math.max(...page.cells.map((row) => row.length)) * (cell.width + gap);
  const width = Math.max(widest, 24 * size);
  const head = writerAt(setting, { x: line, y: line, width });
  const texts = [...head.write(title, true), ...page.fixed.flatMap((text) => head.write(text))];
  return { texts, bottom: head.bottom() + Math.round(line / 2) };
}

/** Labels of the columns above, those of the rows on the left. */
function matrix({ columns, rows, cells }: SheetPage, setting: Setting, top: number): Placed {
  const { cell, gap, size, line, measure } = setting;
  const rowWidth = Math.max(cell.width, 10 * size);
  const rowName = rows?.name ?? '';
  const labels = rows?.labels ?? [];
  const natural = Math.max(measure(rowName, size, true), ...labels.map((text) => measure(text, size, false)));
  const left = Math.ceil(line + Math.min(rowWidth, natural) + line);
  const x = (column: number): number => left + column * (cell.width + gap);

  const nameTexts = writerAt(setting, { x: left, y: top, width: Number.POSITIVE_INFINITY }).write(columns.name, true);
  const labelled = columns.labels.map((text, column) => {
    const label = writerAt(setting, { x: x(column), y: top + line, width: cell.width });
    return { texts: label.write(text), bottom: label.bottom() };
  });
  const corner = writerAt(setting, { x: line, y: top, width: left - 2 * line });
  const cornerTexts = corner.write(rowName, true);
  const grid = Math.max(corner.bottom(), ...labelled.map(({ bottom }) => bottom)) + Math.round(gap / 2);
  const y = (row: number): number => grid + row * (cell.height + gap);

  const lines = Math.max(1, Math.min(longestLabel, Math.floor(cell.height / line)));
  const rowTexts = labels.flatMap((text, row) => {
    const label = writerAt(setting, { x: line, y: 0, width: left - 2 * line, lines });
    const own = label.write(text);
    const shift = y(row) + Math.max(0, (cell.height - label.bottom()) / 2);
    return own.map((each) => ({ ...each, y: each.y + shift }));
  });
  return {
    texts: [...nameTexts, ...cornerTexts, ...labelled.flatMap(({ texts }) => texts), ...rowTexts],
    boxes: cells.flatMap((row, r) => row.map((one, c) => ({ cell: one, x: x(c), y: y(r), ...cell }))),
  };
}

/** One axis: each cell under its own label. */
function labelledCells({ columns, cells }: SheetPage, setting: Setting, top: number): Placed {
  const { cell, gap, line } = setting;
  const name = writerAt(setting, { x: line, y: top, width: Number.POSITIVE_INFINITY });
  const texts = name.write(columns.name, true);
  const boxes: SheetBox[] = [];
  let y = name.bottom() + gap;
  for (const [r, row] of cells.entries()) {
    const begin = r * (cells[0]?.length ?? 0);
    const labels = row.map((_, c) => {
      const label = writerAt(setting, { x: line + c * (cell.width + gap), y, width: cell.width });
      return { texts: label.write(columns.labels[begin + c] ?? ''), bottom: label.bottom() };
    });
    y = Math.max(...labels.map(({ bottom }) => bottom));
    texts.push(...labels.flatMap((label) => label.texts));
    boxes.push(...row.map((one, c) => ({ cell: one, x: line + c * (cell.width + gap), y, ...cell })));
    y += cell.height + gap;
  }
  return { texts, boxes };
}

interface Column {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly lines?: number;
}

/** Writes texts one under the other. */
interface Writer {
  write(text: string, bold?: boolean): SheetText[];
  /** Where the next one goes. */
  bottom(): number;
}

function writerAt({ size, line, measure }: Setting, { x, y, width, lines = longestLabel }: Column): Writer {
  let next = y;
  return {
    write: (text, bold = false) =>
      wrapText(text, { width, lines }, (part) => measure(part, size, bold)).map((part) => {
        next += line;
        return { text: part, x, y: next - line / 2, size, bold };
      }),
    bottom: () => next,
  };
}
