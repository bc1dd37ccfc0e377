import { describe, expect, it } from 'vitest';
import { CLEAN } from '../../src/diffusion/noiseLevel.ts';
import { combine, type Vector } from '../../src/geometry/vector.ts';
import type { Report } from '../../src/graph/report.ts';
import type { Latents } from '../../src/graph/values.ts';
import { compute } from '../testing/compute.ts';
import { latentsOf, noiseOf } from '../testing/values.ts';

const seriesOf = ({ charts }: Report, title: string) => charts.find((chart) => chart.title === title)?.series ?? [];
const point = (seed: number, batch = 1): Latents => latentsOf(seed, CLEAN, [batch, 4, 8, 8]);
const sumOf = (parts: readonly (readonly [number, Latents])[]): Latents => {
  const nothing: Vector = new Float64Array(256);
  const data = parts.reduce((sum, [weight, { tensor }]) => combine(1, sum, weight, tensor.data), nothing);
  return { ...point(0), tensor: { data: Float32Array.from(data), shape: [1, 4, 8, 8] } };
};

describe('content and style', () => {
  const [neutral, style, content] = [point(1), point(2), point(3)];
  const result = sumOf([
    [1, content],
    [1, style],
    [-1, neutral],
  ]);

  it('draws an exact transfer as a parallelogram with all of it in the plane', async () => {
    const { report, away } = await compute('style_plane', { neutral, style, content, result });
    const [way, ...marks] = seriesOf(report as Report, 'The plane of content and style');
    expect(marks.map(({ name }) => name)).toEqual(['neutral', 'style', 'content', 'result']);
    expect([way?.x[0], way?.y[0]]).toEqual([way?.x[4], way?.y[4]]);
    const side = (from: number, to: number) => (way?.y[to] ?? 0) - (way?.y[from] ?? 0);
    expect(side(0, 1)).toBeCloseTo(side(3, 2), 4);
    expect(away).toBeLessThan(1e-4);
  });

  it('says how far the truth lies from the result, and off the plane', async () => {
    const goal = point(9);
    const { report, away } = await compute('style_plane', { neutral, style, content, result, goal });
    const { notes, tables } = report as Report;
    expect(tables[0]?.rows.map(([name]) => name)).toEqual(['neutral', 'style', 'content', 'result', 'goal']);
    expect(tables[0]?.rows[4]?.[3]).toBeCloseTo(away as number, 2);
    expect(notes[1]).toMatch(/at \d+(\.\d+)?° to that of the other/);
    expect(seriesOf(report as Report, 'The plane of content and style').at(-1)?.name).toMatch(
      /goal \(.* off the plane\)/,
    );
  });

  it('refuses three points that span no plane, and says what to wire', async () => {
    const run = (inputs: Record<string, Latents>) =>
      compute('style_plane', { neutral, style, content, result, ...inputs });
    await expect(run({ style: neutral })).rejects.toMatchObject({ remedy: expect.stringContaining('three different') });
    const onLine = sumOf([
      [2, style],
      [-1, neutral],
    ]);
    await expect(run({ content: onLine })).rejects.toMatchObject({
      remedy: expect.stringContaining('another content'),
    });
    await expect(run({ goal: point(1, 2) })).rejects.toMatchObject({ code: 'too-many-items' });
    await expect(run({ result: noiseOf(1) })).rejects.toMatchObject({ code: 'different-level' });
  });
});

describe('the thin shell', () => {
  it('sets the norms that were drawn beside those of theory', async () => {
    const { report } = await compute('thin_shell', {}, { draws: 200 });
    const rows = (report as Report).tables[0]?.rows ?? [];
    expect(rows.map(([dimensions]) => dimensions)).toEqual([2, 16, 256, 4096, 65536]);
    for (const [, drawn = 0, theory = 0, spread = 0, deviation = 0] of rows as number[][]) {
      expect(Math.abs(drawn - theory)).toBeLessThan(0.25);
      expect(spread / deviation).toBeGreaterThan(0.8);
      expect(spread / deviation).toBeLessThan(1.2);
    }
    expect((report as Report).notes[0]).toMatch(
      /In 65536 dimensions all 200 noises lie within [01]\.\d+ % of the norm 256/,
    );
  });

  it('draws as thick a shell in latent units, and a thinner one beside its radius, the more dimensions there are', async () => {
    const { report } = await compute('thin_shell', {}, { draws: 200 });
    const around = seriesOf(report as Report, 'In latent units it stays as thick');
    const [drawn] = around.slice(-3, -2);
    expect(drawn?.name).toBe('drawn, d = 65536');
    expect((drawn?.y ?? []).reduce((sum, density) => sum + density * 0.25, 0)).toBeCloseTo(1, 1);
    const theory = around.at(-1);
    expect(Math.max(...(theory?.y ?? []))).toBeCloseTo(1 / Math.sqrt(Math.PI), 2);
    const widths = seriesOf(report as Report, 'Beside its radius the shell gets thin').map(({ x, y }) => {
      const high = x.filter((_, i) => (y[i] ?? 0) > 0.5);
      return Math.max(...high) - Math.min(...high);
    });
    expect(widths).toEqual(widths.toSorted((a, b) => b - a));
    expect(widths.at(-1)).toBeLessThan(0.01);
  });

  it('marks latents among the noises of as many numbers, at the edge where they lie far off', async () => {
    const inputs = { latents: latentsOf(1, CLEAN, [2, 4, 8, 16]) };
    const { report } = await compute('thin_shell', inputs, { draws: 50 });
    const marks = seriesOf(report as Report, 'In latent units it stays as thick').at(-1);
    expect(marks).toMatchObject({ name: 'these latents', marks: true });
    expect(marks?.x).toHaveLength(2);
    expect((report as Report).tables[0]?.rows.map(([dimensions]) => dimensions)).toContain(512);
    inputs.latents.tensor.data.fill(0, 0, 512);
    const far = (await compute('thin_shell', inputs, { draws: 50 })).report as Report;
    expect(seriesOf(far, 'In latent units it stays as thick').at(-1)).toMatchObject({
      name: 'these latents (at the edge: farther off)',
      x: [-3, marks?.x[1]],
    });
  });
});

describe('clusters with a path between them', () => {
  it('are drawn as clouds in the components of all, with the path as a line', async () => {
    const sequence = (await compute('slerp', { a: point(1), b: point(2), t: [0, 0.5, 1] })).latents as Latents;
    const { report } = await compute(
      'trajectory_plot',
      { sequences: [sequence], clusters: [point(4, 5), point(5, 3)] },
      { cluster_names: 'day' },
    );
    const chart = (report as Report).charts.find(({ title }) => title === 'The two principal components');
    expect(chart?.kind).toBe('scatter');
    expect(chart?.series.map(({ name, x, joined }) => [name, x.length, joined ?? false])).toEqual([
      ['day', 5, false],
      ['cluster 2', 3, false],
      ['sequence 1', 3, true],
    ]);
  });

  it('belong to the space of the path', async () => {
    const clusters = [latentsOf(1, CLEAN, [2, 4, 2, 2])];
    await expect(compute('trajectory_plot', { sequences: [point(1, 2)], clusters })).rejects.toMatchObject({
      code: 'different-size',
      message: expect.stringContaining('clusters.1'),
    });
  });
});
