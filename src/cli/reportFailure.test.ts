import { expect, test } from 'vitest';
import { formatProblem } from './reportFailure.ts';

test('a problem says where, what and what to do', () => {
  const problem = { code: 'x', message: 'No.', place: { node: 'grid', port: 'images' }, remedy: 'Do something.' };
  expect(formatProblem(problem)).toBe('grid.images: No.\n  Do something.');
});

test('a problem that came from elsewhere tells the terminal nothing', () => {
  const problem = { code: 'x', message: 'No\u001b[2J.\nDone.', place: { node: '\u0007a' }, remedy: 'Do\u009b1m it.' };
  expect(formatProblem(problem)).toBe(' a: No [2J. Done.\n  Do 1m it.');
});
