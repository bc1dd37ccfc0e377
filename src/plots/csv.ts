import type { ReportChart, ReportTable } from '../graph/report.ts';
import { labelled } from './labels.ts';

type Cell = string | number;

/** A table as RFC 4180 says: a header, one line per row, CRLF, numbers with all their digits. */
export function tableCsv({ columns, rows }: ReportTable): string {
  return csv([columns.map(({ name, unit }) => labelled({ label: name, ...(unit && { unit }) })), ...rows]);
}

/** The points of a chart, one line each, with the name of the series. */
export function chartCsv({ x, y, series }: ReportChart): string {
  const points = series.flatMap((one) => one.x.map((position, index) => [one.name, position, one.y[index] ?? '']));
  return csv([['series', labelled(x), labelled(y)], ...points]);
}

function csv(rows: readonly (readonly Cell[])[]): string {
  return rows.map((row) => `${row.map(quoted).join(',')}\r\n`).join('');
}

function quoted(cell: Cell): string {
  const text = String(cell);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
