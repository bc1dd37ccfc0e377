import { expect, test } from 'vitest';
import { everyPicture, queryAt } from './galleryPeriod.ts';

test('a period is counted in whole days up to the one that it is', () => {
  const sinceAt = (...now: [number, number, number, number]) =>
    queryAt({ ...everyPicture, period: 'week' }, new Date(...now)).since;
  expect(sinceAt(2026, 2, 8, 23)).toBe(new Date(2026, 2, 2).getTime());
  expect(sinceAt(2026, 2, 9, 0)).toBe(new Date(2026, 2, 3).getTime());
  expect(queryAt(everyPicture, new Date()).since).toBe(null);
});
