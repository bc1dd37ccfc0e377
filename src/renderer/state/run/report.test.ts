import { expect, it } from 'vitest';
import { createLog } from '../log.ts';
import type { Lane } from './queue.ts';
import { reportFiles } from './report.ts';

const finished = (files: readonly string[], cached = false) =>
  ({ type: 'finished', node: 'save', key: 'k', cached, milliseconds: 1, outputs: {}, warnings: [], files }) as const;

function said(lane: Lane, event: ReturnType<typeof finished>) {
  const log = createLog();
  reportFiles(log, lane, event);
  return { log: log.entries.value.map(({ message }) => message), shown: log.toasts.value.length };
}

it('shows where files are after a run by hand, whether they were written now or before', () => {
  expect(said('manual', finished(['results/a.png']))).toEqual({ log: ['Saved results/a.png.'], shown: 1 });
  expect(said('manual', finished(['results/a.png'], true))).toEqual({
    log: ['Already saved results/a.png.'],
    shown: 1,
  });
});

it('only writes it down while a slider moves, and only what is new', () => {
  expect(said('live', finished(['results/a.png']))).toEqual({ log: ['Saved results/a.png.'], shown: 0 });
  expect(said('live', finished(['results/a.png'], true))).toEqual({ log: [], shown: 0 });
});

it('counts files and names the first and the last', () => {
  const files = ['results/a-1.png', 'results/a-2.png', 'results/a-3.png'];
  expect(said('manual', finished(files)).log).toEqual(['Saved 3 files: results/a-1.png to results/a-3.png.']);
});

it('says nothing of nodes that write nothing', () => {
  expect(said('manual', finished([]))).toEqual({ log: [], shown: 0 });
});
