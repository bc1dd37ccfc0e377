import { axisName, type SweepAxis, shownValue } from '../axis.ts';
import type { SweepCell } from '../cells.ts';
import { apart } from './apart.ts';

/** One sheet of a sweep: its cells row by row, and what stands beside them. */
export interface SheetPage {
  /** What is the same in all of its cells: "denoise.steps: 20". */
  readonly fixed: readonly string[];
  readonly columns: Heading;
  /** None where there is a single axis: then each cell has its own label, and the rows are those of a text. */
  readonly rows: Heading | undefined;
  /** Row by row; the last row may be shorter. */
  readonly cells: readonly (readonly SweepCell[])[];
}

export interface Heading {
  readonly name: string;
  readonly labels: readonly string[];
}

/** Cells on a side of a sheet: pictures of 1024 pixels are still 200 pixels wide in the largest sheet. */
const side = 40;

/**
 * The sheets of a sweep: the first axis goes across, the second down, and for each combination of the others there is a sheet
 * of its own. Long axes go on on the next sheet.
 */
export function sheetPages(axes: readonly SweepAxis[]): SheetPage[] {
  const [across, down, ...others] = axes.map(headingOf);
  if (!across) return [];
  if (!down) return pieces(numbersOf(across), side * side).map((numbers) => wrapped(across, numbers));
  return combinations(others).flatMap((rest) =>
    pieces(numbersOf(down), side).flatMap((rows) =>
      pieces(numbersOf(across), side).map((columns) => ({
        fixed: others.map(({ name, labels }, index) => `${name}: ${labels[rest[index] ?? 0]}`),
        columns: only(across, columns),
        rows: only(down, rows),
        cells: rows.map((row) => columns.map((column) => [column, row, ...rest])),
      })),
    ),
  );
}

function wrapped(axis: Heading, numbers: readonly number[]): SheetPage {
  return {
    fixed: [],
    columns: only(axis, numbers),
    rows: undefined,
    cells: pieces(numbers, Math.ceil(Math.sqrt(numbers.length))).map((row) => row.map((number) => [number])),
  };
}

function headingOf(axis: SweepAxis): Heading {
  return { name: axisName(axis), labels: apart(axis.values.map(shownValue)) };
}

function only({ name, labels }: Heading, numbers: readonly number[]): Heading {
  return { name, labels: numbers.map((number) => labels[number] ?? '') };
}

function numbersOf({ labels }: Heading): number[] {
  return labels.map((_, index) => index);
}

function pieces<T>(items: readonly T[], length: number): T[][] {
  return Array.from({ length: Math.ceil(items.length / length) }, (_, index) =>
    items.slice(index * length, (index + 1) * length),
  );
}

function combinations(axes: readonly Heading[]): number[][] {
  return axes.reduce<number[][]>(
    (rests, axis) => rests.flatMap((rest) => numbersOf(axis).map((number) => [...rest, number])),
    [[]],
  );
}
