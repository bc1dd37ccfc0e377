import { expect, it } from 'vitest';
import type { Limits } from './advice.ts';
import { limitsReport } from './limitsReport.ts';

const limits: Limits = {
  linearity: [{ name: 'night', moves: [2, -1], strength: 1, gain: 2, explained: 0.5, agreement: 0.75 }],
  pairs: [{ first: 'night', second: 'snow', cosine: 0.125, scenes: 20, correlation: undefined, chance: undefined }],
  offManifold: [
    {
      name: 'night',
      departures: [
        { strength: 0, norm: 1, away: 0.125, reconstruction: 0.2 },
        { strength: 2, norm: 1.5, away: 0.25, reconstruction: 0.4 },
      ],
    },
  ],
  paths: [
    { name: 'scene 1 to 2', kind: 'data', changes: [0.2, 0.6], jumps: [0, 1] },
    { name: 'random 1', kind: 'random', changes: [0.4], jumps: [] },
  ],
};
const { title, notes, tables, charts } = limitsReport(limits, [2, -1]);
const tableOf = (name: string) => tables.find((each) => each.title === name);
const chartOf = (name: string) => charts.find((each) => each.title === name);

it('what does not work stands above all, and advice for everything below it', () => {
  expect(title).toBe('When arithmetic fails');
  const [asked] = tables;
  expect(asked?.columns.map(({ name }) => name)).toEqual(['question', 'finding', 'what to do']);
  expect(asked?.rows.map(([question]) => question)).toContain('Are night and snow independent?');
  expect(notes).toContain(`${asked?.rows[0]?.[0]} ${asked?.rows[0]?.[1]}`);
  expect(notes.length).toBeLessThan(asked?.rows.length ?? 0);
});

it('the tables have shares in per cent and pictures in 255 steps, and a dash for what is not known', () => {
  expect(tableOf('Linearity, by halves of the pictures')).toMatchObject({
    columns: [
      { name: 'attribute' },
      { name: 'at strength' },
      { name: 'gain', unit: 'steps for each unit of strength' },
      { name: 'a line explains', unit: '%' },
      { name: 'halves agree', unit: 'cosine' },
    ],
    rows: [['night', 1, 2, 50, 0.75]],
  });
  expect(tableOf('Independence')?.rows).toEqual([['night', 'snow', 0.125, '-']]);
  expect(tableOf('Off the manifold')).toMatchObject({
    columns: [
      { name: 'attribute' },
      { name: 'strength' },
      { name: 'norm', unit: 'of that at 0' },
      { name: 'decoding and encoding again', unit: '% of the norm' },
      { name: 'reconstruction', unit: 'of 255' },
    ],
    rows: [
      ['night', 0, 1, 12.5, 51],
      ['night', 2, 1.5, 25, 102],
    ],
  });
  expect(tableOf('Holes')?.rows).toEqual([
    ['scene 1 to 2', 2, 102, 153, '1, 2'],
    ['random 1', 1, 102, 102, '-'],
  ]);
});

it('one attribute has no table of pairs, and what is explained of one strength is not known', () => {
  const alone = limitsReport(
    { ...limits, pairs: [], linearity: limits.linearity.map((each) => ({ ...each, explained: undefined })) },
    [1],
  );
  expect(alone.tables.map((each) => each.title)).not.toContain('Independence');
  expect(alone.tables.find(({ columns }) => columns[2]?.name === 'gain')?.rows[0]?.[3]).toBe('-');
});

it('moves are drawn in the order of strengths, through 0, beside what they should be', () => {
  expect(chartOf('Linearity')?.series).toEqual([
    { name: 'night', x: [-1, 0, 2], y: [-1, 0, 2] },
    { name: 'perfectly linear', x: [-1, 2], y: [-1, 2] },
  ]);
});

it('departures are drawn over strengths, in the units of the table', () => {
  const drawn = (name: string) => [chartOf(name)?.y, chartOf(name)?.series];
  const series = (y: number[]) => [{ name: 'night', x: [0, 2], y }];
  expect(drawn('Decoding and encoding again')).toEqual([
    { label: 'distance', unit: '% of the norm' },
    series([12.5, 25]),
  ]);
  expect(drawn('Norm')).toEqual([{ label: 'norm', unit: 'of that at 0' }, series([1, 1.5])]);
  expect(drawn('Reconstruction')).toEqual([{ label: 'difference', unit: 'of 255' }, series([51, 102])]);
});

it('paths between scenes and between random points have charts of their own, with their jumps marked', () => {
  const [between, random] = [chartOf('Paths between scenes'), chartOf('Paths between random points')];
  expect(between?.series).toContainEqual({ name: 'scene 1 to 2', x: [1, 2], y: [51, 153] });
  expect(between?.series).toContainEqual({ name: 'jumps', x: [1, 2], y: [51, 153], marks: true });
  expect(random?.series).toContainEqual({ name: 'random 1', x: [1], y: [102] });
  expect(random?.series.map(({ name }) => name)).not.toContain('scene 1 to 2');
});
