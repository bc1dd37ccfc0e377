import type { Report, ReportChart, ReportTable } from '../graph/report.ts';
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
 * chart as SVG. Each is made when it is asked for.
 */
export function* reportFiles(
  report: Report,
  stem: string,
  formats: readonly ReportFormat[],
  theme: PlotTheme = 'light',
): Generator<TextFile> {
  const { tables, charts } = report;
  const nameOf = apart();
  for (const format of formats) {
    if (format === 'json') {
      yield { name: nameOf(stem, format), text: `${JSON.stringify(report, plainNumber, 2)}\n` };
      continue;
    }
    const parts = format === 'csv' ? [...tables.map(tableText), ...charts.map(pointsText)] : charts.map(drawing(theme));
    for (const { title, text } of parts) yield { name: nameOf(`${stem}-${slug(title)}`, format), text: text() };
  }
}

interface Part {
  readonly title: string;
  readonly text: () => string;
}

function tableText(table: ReportTable): Part {
  return { title: table.title, text: () => tableCsv(table) };
}

function pointsText(chart: ReportChart): Part {
  return { title: chart.title, text: () => chartCsv(chart) };
}

function drawing(theme: PlotTheme): (chart: ReportChart) => Part {
  return (chart) => ({ title: chart.title, text: () => chartSvg(chart, { theme }) });
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
function apart(): (stem: string, extension: string) => string {
  const seen = new Map<string, number>();
  return (stem, extension) => {
    const name = `${stem}.${extension}`;
    const count = (seen.get(name) ?? 0) + 1;
    seen.set(name, count);
    return count === 1 ? name : `${stem}-${count}.${extension}`;
  };
}
