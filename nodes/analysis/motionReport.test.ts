import { describe, expect, it } from 'vitest';
import { norm } from '../../src/geometry/vector.ts';
import type { Report } from '../../src/graph/report.ts';
import type { Latents } from '../../src/graph/values.ts';
import { stack } from '../../src/tensor/tensor.ts';
import { compute } from '../testing/compute.ts';
import { latentsOf, picturesOf, setOf } from '../testing/values.ts';

const [a, step] = [latentsOf(1), latentsOf(2)];
/** Frames at the given places on a line. */
const clip = (places: readonly number[]): Latents => ({
  ...a,
  tensor: stack(
    places.map((place) => ({
      ...a.tensor,
      data: a.tensor.data.map((value, i) => value + place * (step.tensor.data[i] ?? 0)),
    })),
  ),
});
const length = norm(step.tensor.data);
const measured = async (inputs: Record<string, unknown>, parameters = {}) =>
  (await compute('motion_report', inputs, parameters)).report as Report;
const rows = ({ tables }: Report, title: string) => tables.find((each) => each.title === title)?.rows ?? [];
const series = ({ charts }: Report, chart: string, name: string) =>
  charts.find(({ title }) => title === chart)?.series.find((each) => each.name === name);

describe('the motion report', () => {
  it('finds even motion steady: one velocity, no acceleration, no jerk, no flicker', async () => {
    const { report, velocity, flicker } = await compute('motion_report', { latents: clip([0, 1, 2, 3, 4]) });
    expect(velocity).toEqual([1, 2, 3, 4].map(() => expect.closeTo(length, 5)));
    expect(rows(report as Report, 'Steps of the largest jerk')).toEqual([]);
    expect(flicker).toBeCloseTo(0, 6);
    expect((report as Report).notes[0]).toMatch(/steadily \(mean cosine between steps 1\)/);
  });

  it('marks the jump, and says between which frames it is', async () => {
    const report = await measured({ latents: clip([0, 1, 2, 3, 9, 10, 11, 12]) }, { marked: 1 });
    expect(rows(report, 'Steps of the largest jerk')).toEqual([
      [4, 5, expect.closeTo(10 * length, 2), expect.closeTo(6 * length, 2)],
    ]);
    const marks = series(report, 'Velocity, acceleration and jerk of the latents', 'largest jerk');
    expect(marks).toMatchObject({ marks: true, x: [4.5] });
    const jerk = series(report, 'Velocity, acceleration and jerk of the latents', 'jerk');
    expect(jerk?.y[jerk.x.indexOf(4.5)]).toBe(marks?.y[0]);
  });

  it('names one jump once, however many peaks are asked for, and two jumps in the order of their size', async () => {
    const steps = async (places: readonly number[]) =>
      rows(await measured({ latents: clip(places) }, { marked: 1 + places.length }), 'Steps of the largest jerk').map(
        ([from]) => from,
      );
    expect(await steps([0, 1, 2, 3, 4, 9, 10, 11, 12, 13])).toEqual([5]);
    expect((await steps([0, 1, 2, 5, 6, 7, 8, 9, 10, 18, 19, 20, 21])).slice(0, 2)).toEqual([9, 3]);
  });

  it('tells flicker by steps that are taken back, and says how far frames lie off', async () => {
    const { report, flicker } = await compute('motion_report', { latents: clip([0, 0.1, 0, 0.1, 0, 0.1]) });
    expect((report as Report).notes[0]).toMatch(/flickers \(mean cosine between steps -1\)/);
    expect(flicker).toBeCloseTo((0.1 * length) / Math.sqrt(16), 5);
    const { x, y } = (report as Report).charts.find(({ title }) => title.startsWith('Flicker')) ?? {};
    expect([x?.label, y?.label, y?.unit]).toEqual([
      'frame',
      'distance from the middle',
      'latent units for each number',
    ]);
  });

  it('measures what the eye sees in colours of 255, where pictures are wired', async () => {
    const shades = [0.2, 0.4, 0.2, 0.4, 0.2];
    const report = await measured({ latents: clip([0, 1, 2, 3, 4]), pictures: setOf(picturesOf(shades)) });
    const colours = (count: number) => Array.from({ length: count }, () => expect.closeTo(51, 4));
    expect(series(report, 'Velocity, acceleration and jerk of the pictures', 'velocity')?.y).toEqual(colours(4));
    expect(series(report, 'Flicker of the pictures', 'flicker')?.y).toEqual(colours(3));
    expect(rows(report, 'Motion of the pictures').find(([name]) => name === 'agreement of steps')?.[1]).toBe(-1);
  });

  it('says of a clip that stands still that it does', async () => {
    expect((await measured({ latents: clip([1, 1, 1, 1]) })).notes).toEqual(['The clip stands still.']);
  });

  it('does not call a clip still whose frames are repeated', async () => {
    for (const places of [
      [0, 0, 1, 1, 2, 2],
      [0, 0, 0, 9, 9, 9],
    ]) {
      expect((await measured({ latents: clip(places) })).notes[0]).toMatch(/^Frames are repeated, /);
    }
  });

  it('refuses three frames, and pictures that are not those of the frames', async () => {
    await expect(measured({ latents: clip([0, 1, 2]) })).rejects.toMatchObject({ code: 'too-few-items' });
    const four = clip([0, 1, 2, 3]);
    const three = setOf(picturesOf([0.1, 0.2, 0.3]));
    await expect(measured({ latents: four, pictures: three })).rejects.toThrow(
      '"pictures" has 3 items and "latents" has 4.',
    );
    const mixed = { count: 4, read: async (index: number) => picturesOf([0.5], 8, index === 2 ? 16 : 8) };
    await expect(measured({ latents: four, pictures: mixed })).rejects.toThrow(
      'The first picture has 8 x 8 px, picture 3 has 8 x 16 px.',
    );
  });
});

describe('smooth sequence', () => {
  const trembling = clip([0, 0.13, 0.2, 0.33, 0.4, 0.53, 0.6]);

  it('takes the flicker out and says so, and leaves the ends', async () => {
    const { latents, report } = await compute('smooth_sequence', { latents: trembling });
    const after = latents as Latents;
    const last = trembling.tensor.data.length - 16;
    expect(after.tensor.data.slice(0, 16)).toEqual(trembling.tensor.data.slice(0, 16));
    expect(after.tensor.data.slice(last)).toEqual(trembling.tensor.data.slice(last));
    expect(after.tensor.data).not.toEqual(trembling.tensor.data);
    const flicker = rows(report as Report, 'Before and after').find(([name]) => name === 'flicker');
    expect(Number(flicker?.[2])).toBeLessThan(Number(flicker?.[1]) / 2);
    expect((report as Report).notes[0]).toMatch(/^Flicker went from .* % of what it was\.$/);
    const { charts } = report as Report;
    const moved = charts.find(({ title }) => title === 'How far each frame was moved')?.series[0]?.y ?? [];
    expect([moved[0], moved.at(-1)]).toEqual([0, 0]);
    for (const angle of moved.slice(1, -1)) expect(angle).toBeGreaterThan(1e-3);
    expect(charts.map(({ x, y }) => [x.label, y.label].join(', '))).toEqual([
      'frame, norm',
      'frame, norm',
      'frame, norm',
      'frame, distance from the middle',
      'frame, angle',
    ]);
  });

  it('does less with less strength and fewer rounds', async () => {
    const left = async (parameters: Record<string, unknown>) => {
      const { report } = await compute('smooth_sequence', { latents: trembling }, parameters);
      return Number(rows(report as Report, 'Before and after').find(([name]) => name === 'flicker')?.[2]);
    };
    const figures = [
      await left({ rounds: 0 }),
      await left({ strength: 0.3, rounds: 1 }),
      await left({ rounds: 1 }),
      await left({ rounds: 8 }),
    ];
    expect(figures).toEqual(figures.toSorted((one, other) => other - one));
    expect(new Set(figures).size).toBe(4);
  });
});
