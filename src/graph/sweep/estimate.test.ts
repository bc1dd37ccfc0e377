import { expect, test } from 'vitest';
import { plan } from '../plan.ts';
import { fakeRegistry } from '../testing/fakeNodes.ts';
import { workflowOf } from '../testing/workflowOf.ts';
import type { SweepAxis } from './axis.ts';
import { estimatedTime } from './estimate.ts';
import { createPace } from './pace.ts';

const chain = workflowOf({ first: { type: 'value' }, second: { type: 'sum' }, shown: { type: 'show' } }, [
  'first.number second.terms.1',
  'second.number shown.number',
]);
const planned = plan(chain, fakeRegistry, []);
const axes: SweepAxis[] = [
  { node: 'first', parameter: 'value', values: [1, 2, 3] },
  { node: 'second', parameter: 'plus', values: [1, 2] },
];

test('a sweep takes the time of each node as often as the axes that reach it have combinations', () => {
  const times: Record<string, number> = { first: 100, second: 10, shown: 1 };
  expect(estimatedTime(planned, axes, (node) => times[node])).toBe(3 * 100 + 6 * 10 + 6 * 1);
  expect(estimatedTime(planned, axes.slice(1), (node) => times[node])).toBe(100 + 2 * 10 + 2 * 1);
});

test('nothing is said while a node that is computed again and again was never timed', () => {
  expect(estimatedTime(planned, axes, (node) => (node === 'second' ? undefined : 1))).toBeUndefined();
  expect(estimatedTime(planned, axes.slice(1), (node) => (node === 'first' ? undefined : 1))).toBe(4);
});

test('the time left follows the cells of late, and the first only while it is alone', () => {
  const pace = createPace();
  expect(pace.left(3)).toBeUndefined();
  pace.add(5000);
  expect(pace.left(3)).toBe(15);
  for (let cell = 0; cell < 30; cell++) pace.add(1000);
  for (let cell = 0; cell < 20; cell++) pace.add(2000);
  expect(pace.left(3)).toBe(6);
});
