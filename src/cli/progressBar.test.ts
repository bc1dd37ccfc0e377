import { Writable } from 'node:stream';
import { expect, test } from 'vitest';
import type { RunEvent } from '../graph/events.ts';
import { createProgressBar } from './progressBar.ts';

test('the bar follows nodes and their steps, and is gone at the end', async () => {
  let written = '';
  const terminal = new Writable({
    write(chunk, _, done) {
      written += chunk;
      done();
    },
  });
  Object.assign(terminal, {
    isTTY: true,
    columns: 80,
    cursorTo: () => true,
    clearLine: () => true,
    moveCursor: () => true,
  });
  const follow = createProgressBar(terminal as never);
  const finished = { cached: false, key: '', milliseconds: 1, outputs: {}, warnings: [], files: [] };
  const events: RunEvent[] = [
    { type: 'queued', nodes: ['model', 'denoise'] },
    { type: 'started', node: 'model' },
    { type: 'finished', node: 'model', ...finished },
    { type: 'started', node: 'denoise' },
    { type: 'progress', node: 'denoise', step: 10, of: 20 },
    { type: 'done', outcome: 'completed', executed: 2, cached: 0, milliseconds: 1 },
  ];
  for (const event of events) {
    follow(event);
    await new Promise((resolve) => setTimeout(resolve, 150));
  }
  expect(written).toContain('50%  model');
  expect(written).toContain('75%  denoise 10 of 20');
});
