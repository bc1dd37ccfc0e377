import { describe, expect, test } from 'vitest';
import type { ReportChart } from '../graph/report.ts';
import { chartSvg } from './chartSvg.ts';
import { axisNumber } from './labels.ts';
import { reportFiles } from './reportFiles.ts';
import { chartOf, report } from './testing/reports.ts';
import { plotColors } from './theme.ts';

const kinds = ['line', 'scatter', 'bar'] as const;
const texts = (svg: string) => [...svg.matchAll(/<text[^>]*>([^<]*)<\/text>/g)].map(([, text]) => text);

/** Attribute values of the elements that are drawn in the colour of a series. */
const marksIn = (svg: string, color: string) => svg.match(new RegExp(`(fill|stroke)="${color}"`, 'g')) ?? [];

describe.each(kinds)('a %s chart', (kind) => {
  test('is one whole SVG that says its title, axes and series in words', () => {
    const svg = chartSvg(chartOf(kind));
    expect(svg).toMatch(/^<svg [^>]*viewBox="0 0 480 300"/);
    expect(svg.trimEnd()).toMatch(/<\/svg>$/);
    expect(texts(svg)).toEqual(
      expect.arrayContaining(['Norm along the path', 'norm (√d)', 'step', 'path 1', 'path 2']),
    );
  });

  test('draws every series in its own colour, in the colours of the theme', () => {
    for (const theme of ['dark', 'light'] as const) {
      const svg = chartSvg(chartOf(kind), { theme });
      const [first = '', second = '', third = ''] = plotColors[theme].series;
      expect(marksIn(svg, first).length, theme).toBeGreaterThan(0);
      expect(marksIn(svg, second).length, theme).toBeGreaterThan(0);
      expect(marksIn(svg, third)).toEqual([]);
      expect(svg).toContain(plotColors[theme].background);
    }
  });

  test('is the same text for the same chart, whatever was drawn before', () => {
    const first = chartSvg(chartOf(kind));
    chartSvg(chartOf('bar', 5));
    expect(chartSvg(chartOf(kind))).toBe(first);
    expect(chartSvg(chartOf(kind, 3))).not.toBe(first);
  });

  test('holds no script, no style sheet and nothing from elsewhere, whatever its words are', () => {
    const hostile: ReportChart = {
      ...chartOf(kind),
      title: '</text><script>alert(1)</script>',
      x: { label: '<img src=x onerror=alert(1)>' },
    };
    const svg = chartSvg(hostile);
    expect(svg).not.toMatch(/<(script|img|style|foreignObject|image)|href="(?!#)|url\((?!#)/);
    expect(texts(svg)).toContain('&lt;/text&gt;&lt;script&gt;alert(1)&lt;/script&gt;');
  });

  test('survives points that are not finite, one point, and none', () => {
    const values = [Number.NaN, Number.POSITIVE_INFINITY, 1];
    const odd = { ...chartOf(kind), series: [{ name: 'odd', x: [0, 1, 2], y: values }] };
    for (const chart of [odd, { ...odd, series: [{ name: 'one', x: [3], y: [4] }] }, { ...odd, series: [] }]) {
      expect(chartSvg(chart)).not.toMatch(/NaN|Infinity|undefined/);
    }
  });
});

test.each(['line', 'scatter'] as const)(
  'what is infinite leaves the same gap in a %s chart as what is no number',
  (kind) => {
    const withValue = (value: number) =>
      chartSvg({ ...chartOf(kind, 1), series: [{ name: 'a', x: [0, 1, 2, 3, 4], y: [1, 2, value, 2, 1] }] });
    expect(withValue(Number.POSITIVE_INFINITY)).toBe(withValue(Number.NaN));
    expect(withValue(Number.NaN)).not.toBe(withValue(1.5));
  },
);

test('marks lie on a line chart as shapes of their own, with no line between them', () => {
  const line = { name: 'jerk', x: [0, 1, 2, 3], y: [1, 5, 1, 6] };
  const places = { name: 'largest', x: [1, 3], y: [5, 6] };
  const lines = (marks: boolean) => {
    const svg = chartSvg({ ...chartOf('line', 1), series: [line, { ...places, marks }] }, { theme: 'dark' });
    const drawn = marksIn(svg, plotColors.dark.series[1] ?? '');
    return { all: drawn.length, strokes: drawn.filter((mark) => mark.startsWith('stroke')).length };
  };
  expect(lines(true)).toEqual({ all: 3, strokes: 0 });
  expect(lines(false).strokes).toBeGreaterThan(0);
});

test('a path leads through a chart of scattered points as a line, and they stay single', () => {
  const cloud = { name: 'day', x: [0, 1, 2, 3], y: [4, 1, 5, 2] };
  const path = { name: 'way', x: [0, 1, 2], y: [1, 2, 3] };
  const lines = (joined: boolean) => {
    const svg = chartSvg({ ...chartOf('scatter', 1), series: [cloud, { ...path, joined }] }, { theme: 'dark' });
    const strokes = (index: number) =>
      marksIn(svg, plotColors.dark.series[index] ?? '').filter((mark) => mark.startsWith('stroke')).length;
    return { cloud: strokes(0), path: strokes(1) };
  };
  expect(lines(false)).toEqual({ cloud: 0, path: 0 });
  expect(lines(true)).toMatchObject({ cloud: 0 });
  expect(lines(true).path).toBeGreaterThan(0);
});

test('a logarithmic axis has powers of ten at even distances, and a gap for what is not above zero', () => {
  const withFirst = (first: number) => ({
    ...chartOf('line', 1),
    logarithmic: true,
    series: [{ name: 'a', x: [0, 1, 2, 3], y: [first, 100, 10, 1] }],
  });
  const svg = chartSvg(withFirst(0));
  expect(svg).toBe(chartSvg(withFirst(-5)));
  expect(texts(svg)).toEqual(expect.arrayContaining(['1', '10', '100']));
  expect(svg).not.toMatch(/NaN|Infinity/);
});

describe('a chart whose axes have the same scale', () => {
  const turns = Array.from({ length: 24 }, (_, index) => (index / 12) * Math.PI);
  const circle = { name: 'circle', x: turns.map((turn) => 3 + Math.cos(turn)), y: turns.map(Math.sin) };

  test('shows a circle round', () => {
    const svg = chartSvg({ ...chartOf('line'), sameScale: true, series: [circle] }, { theme: 'dark' });
    const [, line = ''] = svg.match(/<path d="(M[^"]+)" fill="none" stroke="#f2a65a"/) ?? [];
    const numbers = (line.match(/-?[\d.]+/g) ?? []).map(Number);
    const span = (values: number[]) => Math.max(...values) - Math.min(...values);
    const across = span(numbers.filter((_, index) => index % 2 === 0));
    const upwards = span(numbers.filter((_, index) => index % 2 === 1));
    expect(across).toBeGreaterThan(200);
    expect(Math.abs(across - upwards)).toBeLessThan(1);
  });

  test('holds a single point, and none', () => {
    for (const series of [[{ name: 'one', x: [3], y: [4] }], []]) {
      expect(chartSvg({ ...chartOf('scatter'), sameScale: true, series })).not.toMatch(/NaN|Infinity|undefined/);
    }
  });
});

test('names that need several rows push the plot up', () => {
  const lowest = (svg: string) =>
    Math.max(...[...svg.matchAll(/<path d="M\S+ (\d+)[.\d]*L/g)].map(([, y]) => Number(y)));
  expect(lowest(chartSvg(chartOf('line', 12)))).toBeLessThan(lowest(chartSvg(chartOf('line', 2))) - 15);
});

test.each([
  [0, '0'],
  [-0.25, '−0.25'],
  [123456, '123500'],
  [-5_990_000, '−5.99e6'],
  [0.00001, '1e−5'],
])('%d is written on an axis as %s', (value, text) => {
  expect(axisNumber(value)).toBe(text);
});

describe('a report as files', () => {
  const files = (formats: Parameters<typeof reportFiles>[2] = ['json', 'csv', 'svg']) =>
    Object.fromEntries([...reportFiles(report, 'study', formats)].map(({ name, text }) => [name, text]));

  test('is JSON, a table and points as CSV, and drawings', () => {
    expect(Object.keys(files())).toEqual([
      'study.json',
      'study-norms-raw.csv',
      'study-norm-along-the-path.csv',
      'study-norm-along-the-path.svg',
    ]);
    expect(Object.keys(files(['svg']))).toEqual(['study-norm-along-the-path.svg']);
  });

  test('keeps every digit and what is infinite', () => {
    expect(JSON.parse(files()['study.json'] ?? '')).toEqual({
      ...report,
      tables: [{ ...report.tables[0], rows: [report.tables[0]?.rows[0], ['"slerp"', 'Infinity']] }],
    });
    expect(files()['study-norms-raw.csv']).toBe(
      'path,norm (√d)\r\n"lerp, plain",0.30000000000000004\r\n"""slerp""",Infinity\r\n',
    );
  });

  test('has one line per point with the name of its series', () => {
    const lines = files()['study-norm-along-the-path.csv']?.split('\r\n');
    expect(lines?.[0]).toBe('series,step,norm (√d)');
    expect(lines?.[1]).toBe('path 1,0,1');
    expect(lines).toHaveLength(1 + 2 * 5 + 1);
  });

  test('gives two charts of one title two files', () => {
    const twice = { ...report, charts: [chartOf('line'), chartOf('bar')] };
    expect([...reportFiles(twice, 'study', ['svg'])].map(({ name }) => name)).toEqual([
      'study-norm-along-the-path.svg',
      'study-norm-along-the-path-2.svg',
    ]);
  });
});
