import { expect, it } from 'vitest';
import { variancePreserving } from '../../../src/diffusion/noiseLevel.ts';
import { directionOf, picturesOf } from '../../testing/values.ts';
import { attributeScoreReport } from './attributeScoreReport.ts';
import type { AttributeSets } from './attributeSets.ts';
import type { Place, Trial } from './attributeTrials.ts';

const example = picturesOf([0.5]);
const trial = (attribute: string, place: Place, strength: number, success: number, leakage?: number): Trial => {
  return { attribute, place, strength, success, leakage, example };
};
const level = variancePreserving(2);
const readings = new Map([[3 as Place, { fraction: 0.5, step: 3, timestep: 500, level, band: 'middle' as never }]]);
const trials = [
  trial('night', 'clean', 0, 0, 0),
  trial('night', 'clean', 1.5, 0.5, 0.25),
  trial('night', 'clean', 1, 0.8, 0.125),
  trial('night', 3, 1, 0.25, 0.5),
  trial('snow', 'clean', 0, 0.25, 0),
  trial('snow', 'clean', 1.5, 1, 0.75),
  trial('snow', 'clean', 1, 0.75, 0.0625),
  trial('snow', 3, 1, 0.5, 1),
];
const point = (value: number) => ({ data: Float32Array.of(value), shape: [1] });
const attributes = [
  {
    name: 'night',
    judge: { read: ([value = 0]: ArrayLike<number> & Iterable<number>) => value },
    unseen: { positive: [point(1), point(0)], negative: [point(0), point(-1)] },
    direction: { ...directionOf(1), tensor: { data: Float32Array.of(3, 4), shape: [2] } },
  },
] as unknown as readonly AttributeSets[];
const { notes, tables, charts } = attributeScoreReport(trials, attributes, readings);

it('what can be relied on is reached in four pictures of five on clean latents, at one whole step', () => {
  expect(notes).toEqual([
    'night: reached in four pictures of five or more, at strength 1 on clean latents. At most 12.5 % of the other attributes change.',
  ]);
  const none = attributeScoreReport([trial('snow', 'clean', 0, 0), trial('snow', 'clean', 2, 0.79)], [], readings);
  expect(none.notes).toEqual([
    'No attribute: reached in four pictures of five or more, at strength 2 on clean latents.',
  ]);
});

it('tables have an attribute a row and a place a column, at one whole step, and each trial', () => {
  const columns = [
    { name: 'attribute' },
    { name: 'to clean latents', unit: '%' },
    { name: 'at step 3 (middle)', unit: '%' },
  ];
  expect(tables.slice(0, 2)).toEqual([
    {
      title: 'Success at strength 1',
      columns,
      rows: [
        ['night', 80, 25],
        ['snow', 75, 50],
      ],
    },
    {
      title: 'Leakage at strength 1',
      columns,
      rows: [
        ['night', 12.5, 50],
        ['snow', 6.25, 100],
      ],
    },
  ]);
  expect(tables[2]?.rows).toHaveLength(trials.length);
  expect(tables[2]?.rows.slice(2, 4)).toEqual([
    ['night', 'to clean latents', 0, 1, 80, 12.5],
    ['night', 'at step 3 (middle)', 2, 1, 25, 50],
  ]);
});

it('a judge is right about pictures with the attribute above 0, and about those without it up to 0', () => {
  expect(tables[3]?.rows).toEqual([['night', 4, 75, 5]]);
});

it('charts have the mean of all attributes at each strength, a line a place', () => {
  const [success, leakage] = charts;
  expect(success?.y).toEqual({ label: 'share of pictures', unit: '%' });
  expect(success?.series[0]).toEqual({ name: 'to clean latents', x: [0, 1, 1.5], y: [12.5, 77.5, 75] });
  expect(leakage?.series[0]?.y).toEqual([0, 9.375, 50]);
  expect(success?.series[1]?.name).toBe('at step 3 (middle)');
});
