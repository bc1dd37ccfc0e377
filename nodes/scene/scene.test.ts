import { describe, expect, test } from 'vitest';
import type { Report } from '../../src/graph/report.ts';
import { batchItem, type Tensor } from '../../src/tensor/tensor.ts';
import { compute } from '../testing/compute.ts';

const small = { width: 32, height: 32 };
const imageOf = async (type: string, parameters: object, inputs: Readonly<Record<string, unknown>> = {}) =>
  (await compute(type, inputs, { ...small, ...parameters })).image as Tensor;

describe('Scene', () => {
  test('paints one picture per value of a list, each as if it stood alone', async () => {
    const batch = await imageOf('scene', { position: 0.3 }, { time: [0, 1, 2] });
    expect(batch.shape).toEqual([3, 3, 32, 32]);
    const last = await imageOf('scene', { position: 0.3, time: 2 });
    expect(batchItem(batch, 2).data).toEqual(last.data);
  });

  test('says in words what it shows', async () => {
    const { caption } = await compute('scene', {}, { ...small, subject: 'tree', colour: 'green', time: 1 });
    expect(caption).toBe(
      'a medium green tree by the sea in the centre at sunset under a clear sky, neutral colours, flat style',
    );
  });

  test('refuses a number that no slider gives, and lists that do not fit', async () => {
    await expect(compute('scene', { size: [1, 0] }, small)).rejects.toMatchObject({
      code: 'out-of-range',
      place: { port: 'size' },
    });
    await expect(compute('scene', { time: [2.1] }, small)).rejects.toMatchObject({ code: 'out-of-range' });
    await expect(compute('scene', { time: [0, 1], palette: [0, 0, 0] }, small)).rejects.toMatchObject({
      code: 'batch-mismatch',
    });
  });
});

describe('Scene set', () => {
  test('two sets of one seed differ only where the fixed factor shows', async () => {
    const rows = async (time: string) => {
      const { report } = await compute('scene_set', {}, { ...small, count: 6, seed: 4, time });
      return (report as Report).tables[0]?.rows ?? [];
    };
    const [night, day] = [await rows('night'), await rows('day')];
    const [columns] = ((await compute('scene_set', {}, { ...small, count: 1 })).report as Report).tables.map((table) =>
      table.columns.map(({ name }) => name),
    );
    const time = columns?.indexOf('time') ?? -1;
    expect(night.map((row) => row[time])).toEqual(Array(6).fill('night'));
    expect(night.map((row) => row.with(time, 'day'))).toEqual(day);
  });

  test('leaves to chance what is not fixed', async () => {
    const { report } = await compute('scene_set', {}, { ...small, count: 24, subject: 'tree' });
    const rows = (report as Report).tables[0]?.rows ?? [];
    expect(new Set(rows.map((row) => row[1]))).toEqual(new Set(['tree']));
    expect(new Set(rows.map((row) => row[2])).size).toBeGreaterThan(3);
  });

  test('makes a picture for each row of its report', async () => {
    expect((await imageOf('scene_set', { count: 5 })).shape).toEqual([5, 3, 32, 32]);
  });
});

describe('Scene film', () => {
  test('goes from the first value to the last', async () => {
    const film = await imageOf('scene_film', { frames: 3, time: 0, time_end: 2, loops: 0 });
    const stills = await imageOf('scene', {}, { time: [0, 1, 2] });
    expect(film.data).toEqual(stills.data);
  });

  test('begins again without a jump: its last frame is not its first', async () => {
    const film = await imageOf('scene_film', { frames: 4, time_end: 0, weather: 'rain' });
    const frames = [0, 1, 2, 3].map((index) => batchItem(film, index).data);
    const steps = frames.map((frame, index) => {
      const next = frames[(index + 1) % 4] as Float32Array;
      return frame.reduce((sum, value, at) => sum + Math.abs(value - (next[at] as number)), 0) / frame.length;
    });
    expect(Math.max(...steps)).toBeLessThan(3 * Math.min(...steps));
    expect(Math.min(...steps)).toBeGreaterThan(0);
  });
});
