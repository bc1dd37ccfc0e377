import { expect, test } from 'vitest';
import { entry } from '../../gallery/testing/entry.ts';
import { canCompare } from './selection.ts';

test('two pictures up to twelve are compared, and no more', () => {
  const isCompared = (count: number) =>
    canCompare(new Map(Array.from({ length: count }, (_, at) => [entry(at).id, entry(at)])));
  expect([1, 2, 12, 13].map(isCompared)).toEqual([false, true, true, false]);
});
