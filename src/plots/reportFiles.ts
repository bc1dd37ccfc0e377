import type { Report } from '../graph/report.ts';
import { chartSvg } from './chartSvg.ts';
import { chartCsv, tableCsv } from './csv.ts';
import type { PlotTheme } from './theme.ts';

export interface TextFile {
  readonly name: string;
  readonly text: string;
}

export type ReportFormat = 'json' | 'csv' | 'svg';

/**
 * A report as files whose names begin with `stem`: the whole as JSON, each table and the points of each chart as CSV, each
 * chart as SVG.
 */
export function reportFiles(
  report: Report,
  stem: string,
  formats: readonly ReportFormat[],
  theme: PlotTheme = 'light',
): TextFile[] {
  const files: Readonly<Record<ReportFormat, () => TextFile[]>> = {
    json: () => [{ name: `${stem}.json`, text: `${JSON.stringify(report, plainNumber, 2)}\n` }],
    csv: () => [
      ...report.tables.map((table) => ({ name: `${stem}-${slug(table.title)}.csv`, text: tableCsv(table) })),
      ...report.charts.map((chart) => ({ name: `${stem}-${slug(chart.title)}.csv`, text: chartCsv(chart) })),
    ],
    svg: () =>
      report.charts.map((chart) => ({ name: `${stem}-${slug(chart.title)}.svg`, text: chartSvg(chart, { theme }) })),
  };
  return apart(formats.flatMap((format) => files[format]()));
}

/** JSON has no word for infinity; null would lose which one it was. */
function plainNumber(_: string, value: unknown): unknown {
  return typeof value === 'number' && !Number.isFinite(value) ? String(value) : value;
}

/** Lower case, with hyphens for all that a file system might mind. */
function slug(title: string): string {
  const plain = title.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '-');
  return plain.replace(/^-+|-+$/g, '').slice(0, 60) || 'untitled';
}

/** Two tables of one title must not share a file. */
function apart(files: readonly TextFile[]): TextFile[] {
  const seen = new Map<string, number>();
  return files.map(({ name, text }) => {
    const count = (seen.get(name) ?? 0) + 1;
    seen.set(name, count);
    return { name: count === 1 ? name : name.replace(/(\.\w+)$/, `-${count}$1`), text };
  });
}
