import type { ReportTable } from '../report.ts';
import { axisName, type SweepAxis, shownValue } from './axis.ts';
import type { SweepCell } from './cells.ts';

/** What a table says of what a cell gave. */
export interface ListedCell {
  readonly files: readonly { readonly name: string }[];
  readonly numbers: Readonly<Record<string, number | string>>;
  readonly milliseconds: number;
  /** Names by content what it gave, where that is known. */
  readonly key?: string;
}

/** A cell with what it gave, or why it gave nothing. */
export interface CellRow<Result extends ListedCell = ListedCell> {
  readonly cell: SweepCell;
  readonly result?: Result | undefined;
  readonly problem?: string | undefined;
}

/** One row for each cell, in the order of the axes: parameters, files, and every number that a cell gave. */
export function cellTable(axes: readonly SweepAxis[], rows: readonly CellRow[]): ReportTable {
  const numbers = [...new Set(rows.flatMap(({ result }) => Object.keys(result?.numbers ?? {})))];
  const names = [...axes.map(axisName), 'files', ...numbers, 'milliseconds', 'problem', 'key'];
  return {
    title: 'Sweep',
    columns: names.map((name) => ({ name })),
    rows: [...rows].sort((a, b) => inOrder(a.cell, b.cell)).map((row) => tableRow(axes, numbers, row)),
  };
}

function tableRow(
  axes: readonly SweepAxis[],
  numbers: readonly string[],
  { cell, result, problem }: CellRow,
): (string | number)[] {
  return [
    ...axes.map(({ values }, axis) => plain(values[cell[axis] ?? 0])),
    result?.files.map(({ name }) => name).join('; ') ?? '',
    ...numbers.map((name) => result?.numbers[name] ?? ''),
    result?.milliseconds ?? '',
    problem ?? '',
    result?.key ?? '',
  ];
}

function plain(value: unknown): string | number {
  return typeof value === 'number' ? value : shownValue(value);
}

function inOrder(a: SweepCell, b: SweepCell): number {
  const first = a.findIndex((number, axis) => number !== b[axis]);
  return (a[first] ?? 0) - (b[first] ?? 0);
}
