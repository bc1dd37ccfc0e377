import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { decode } from 'fast-png';
import { afterAll, describe, expect, test } from 'vitest';
import { nodeRegistry } from '../../nodes/index.ts';
import { parseWorkflow } from '../graph/workflow/parse.ts';
import type { Workflow } from '../graph/workflow/schema.ts';
import { serializeWorkflow } from '../graph/workflow/serialize.ts';
import { programFolder } from '../host/programFolder.ts';
import { report } from '../plots/testing/reports.ts';
import { plotColors } from '../plots/theme.ts';
import { reportsOf, saveReports } from './saveReports.ts';
import { arcspace } from './testing/arcspace.ts';

const folder = mkdtempSync(join(tmpdir(), 'arcspace-reports-'));
afterAll(() => rmSync(folder, { recursive: true }));

const textToImage = join(programFolder(), 'workflows/text-to-image.json');
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

const node = (id: string, type: string, parameters: Record<string, unknown> = {}) => {
  const version = nodeRegistry.get(type)?.version ?? 1;
  return { id, type, version, position: [0, 0] as [number, number], mode: 'on' as const, parameters };
};

function workflowOf(nodes: Workflow['nodes'], links: readonly (readonly [from: string, to: string])[]): Workflow {
  const { workflow } = parseWorkflow(readFileSync(textToImage, 'utf8'), nodeRegistry);
  return { ...workflow, nodes, links: links.map(([from, to]) => ({ from, to })), groups: [], inputs: [] };
}

test('only reports of nodes that measure are saved, and those that the workflow saves itself not twice', () => {
  const nodes = [node('score', 'latent_statistics'), node('apply', 'apply_directions'), node('save', 'save_report')];
  const outputs = { report: { type: 'report', text: '', report } } as const;
  const savedOf = (id: string, links: [string, string][] = []) => {
    const finished = { type: 'finished', node: id, outputs, key: '', cached: false, milliseconds: 1 } as const;
    return reportsOf({ ...finished, warnings: [], files: [] }, workflowOf(nodes, links), nodeRegistry);
  };
  expect(savedOf('score')).toEqual([['score', report]]);
  expect(savedOf('apply')).toEqual([]);
  expect(savedOf('score', [['score.report', 'save.report']])).toEqual([]);
});

test('arcspace run saves the reports of its nodes', async () => {
  const nodes = [node('model', 'load_model'), node('noise', 'noise'), node('statistics', 'latent_statistics')];
  const links = [
    ['model.model', 'noise.model'],
    ['noise.latents', 'statistics.latents'],
  ] as const;
  const file = join(folder, 'measure.json');
  writeFileSync(file, serializeWorkflow(workflowOf(nodes, links)));
  const out = join(folder, 'run');
  const { code } = await arcspace('run', file, '--json', '-w', join(folder, 'workspace'), '--out', out);
  expect(code).toBe(0);
  expect(namesIn('run').map((name) => name.split('.').at(-1))).toEqual(expect.arrayContaining(['json', 'csv', 'svg']));
  expect(JSON.parse(readFileSync(join(out, 'measure-statistics.json'), 'utf8')).title).toBe('Latent statistics');
});

test('arcspace run refuses a format for plots that it does not know', async () => {
  expect(await arcspace('run', 'a.json', '--plots', 'bmp')).toMatchObject({ code: 2 });
});
