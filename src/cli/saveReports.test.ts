import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { decode } from 'fast-png';
import { afterAll, describe, expect, test } from 'vitest';
import type { Workflow } from '../graph/workflow/schema.ts';
import { programFolder } from '../host/programFolder.ts';
import { report } from '../plots/testing/reports.ts';
import { plotColors } from '../plots/theme.ts';
import { reportsOf, saveReports } from './saveReports.ts';
import { arcspace } from './testing/arcspace.ts';

const folder = mkdtempSync(join(tmpdir(), 'arcspace-reports-'));
afterAll(() => rmSync(folder, { recursive: true }));

const reports = new Map([['vector', report]]);
const namesIn = (out: string) => readdirSync(join(folder, out)).sort();

describe('the reports of a run', () => {
  test('are saved as data and drawings under the names of workflow and node', async () => {
    const paths = await saveReports(join(folder, 'all'), 'study', reports, 'svg');
    expect(paths.map((path) => path.replace(join(folder, 'all/'), '')).sort()).toEqual(namesIn('all'));
    expect(namesIn('all')).toEqual([
      'study-vector-norm-along-the-path.csv',
      'study-vector-norm-along-the-path.svg',
      'study-vector-norms-raw.csv',
      'study-vector.json',
    ]);
  });

  test('are saved as the same bytes again, without a second file', async () => {
    const before = namesIn('all').map((name) => readFileSync(join(folder, 'all', name), 'utf8'));
    await saveReports(join(folder, 'all'), 'study', reports, 'svg');
    expect(namesIn('all').map((name) => readFileSync(join(folder, 'all', name), 'utf8'))).toEqual(before);
  });

  test('can be drawn as PNG, with their words, at twice the size', async () => {
    await saveReports(join(folder, 'png'), 'study', reports, 'png');
    const { width, height, data, channels } = decode(
      readFileSync(join(folder, 'png/study-vector-norm-along-the-path.png')),
    );
    expect([width, height]).toEqual([960, 600]);
    const pixel = (x: number, y: number) => [
      ...data.subarray((y * width + x) * channels, (y * width + x) * channels + 3),
    ];
    const paper = pixel(2, 2);
    expect(`#${paper.map((value) => value.toString(16)).join('')}`).toBe(plotColors.light.background);
    const inked = (left: number, top: number, right: number, bottom: number) => {
      let count = 0;
      for (let y = top; y < bottom; y++) {
        for (let x = left; x < right; x++) if (String(pixel(x, y)) !== String(paper)) count++;
      }
      return count;
    };
    expect(inked(0, 10, 400, 50), 'title').toBeGreaterThan(500);
    expect(inked(0, 550, 400, 600), 'legend').toBeGreaterThan(200);
  });

  test('can do without drawings', async () => {
    await saveReports(join(folder, 'data'), 'study', reports, 'none');
    expect(namesIn('data').some((name) => /svg|png/.test(name))).toBe(false);
  });
});

test('reports that a node of the workflow saves are not saved twice', () => {
  const outputs = { report: { type: 'report', text: '', report } } as const;
  const finished = { type: 'finished', node: 'score', outputs, key: '', cached: false, milliseconds: 1 } as const;
  const event = { ...finished, warnings: [], files: [] };
  const saver = { id: 'save', type: 'save_report', version: 1, position: [0, 0] as [number, number], parameters: {} };
  const workflow = { nodes: [saver], links: [{ from: 'score.report', to: 'save.report' }] } as unknown as Workflow;
  expect(reportsOf(event, workflow)).toEqual([]);
  expect(reportsOf(event, { ...workflow, links: [] })).toEqual([['score', report]]);
});

test('arcspace run saves the reports of its nodes beside their pictures', async () => {
  const file = join(programFolder(), 'workflows/noise-level-arithmetic.json');
  const out = join(folder, 'run');
  const { code } = await arcspace('run', file, '--json', '-w', join(folder, 'workspace'), '--out', out);
  expect(code).toBe(0);
  const names = namesIn('run');
  expect(names.filter((name) => name.endsWith('.json')).length).toBeGreaterThan(0);
  expect(names.filter((name) => name.endsWith('.csv')).length).toBeGreaterThan(0);
  const [data = ''] = names.filter((name) => name.endsWith('.json'));
  expect(JSON.parse(readFileSync(join(out, data), 'utf8')).tables[0].rows.length).toBeGreaterThan(0);
});

test('arcspace run refuses a format for plots that it does not know', async () => {
  expect(await arcspace('run', 'a.json', '--plots', 'bmp')).toMatchObject({ code: 2 });
});
