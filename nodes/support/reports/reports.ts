import type { Report, ReportChart, ReportSeries, ReportTable } from '../../../src/graph/report.ts';

/** A column or an axis: its name, and its unit where it has one. */
export type Named = string | readonly [name: string, unit: string];
export type Series = ReportSeries;

export function report(title: string, parts: Partial<Omit<Report, 'title'>>): Report {
  return { title, notes: [], tables: [], charts: [], ...parts };
}

export function table(title: string, columns: readonly Named[], rows: ReportTable['rows']): ReportTable {
  const described = columns.map((column) =>
    typeof column === 'string' ? { name: column } : { name: column[0], unit: column[1] },
  );
  return { title, columns: described, rows };
}

export function chart(
  title: string,
  kind: ReportChart['kind'],
  axes: readonly [x: Named, y: Named],
  series: readonly Series[],
): ReportChart {
  return { title, kind, x: axis(axes[0]), y: axis(axes[1]), series };
}

/** A series over 1, 2, 3, ..., without the places that have no value. */
export function counted(name: string, values: readonly (number | undefined)[], first = 1): Series {
  const points = values.flatMap((y, index) => (y === undefined ? [] : [{ x: first + index, y }]));
  return { name, x: points.map(({ x }) => x), y: points.map(({ y }) => y) };
}

function axis(named: Named): ReportChart['x'] {
  return typeof named === 'string' ? { label: named } : { label: named[0], unit: named[1] };
}
