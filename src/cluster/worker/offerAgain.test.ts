import { expect, test } from 'vitest';
import { version } from '../../../package.json';
import { queuedJob } from '../order.ts';
import type { WorkerCard } from '../queue/workers.ts';
import { isIdleFor } from './offerAgain.ts';

const [small, large] = ['a'.repeat(64), 'b'.repeat(64)];
const worker: WorkerCard = {
  id: '0123456789abcdef',
  name: 'box:1',
  program: version,
  since: 0,
  device: { provider: 'cuda', label: 'CUDA' },
  slots: 2,
  running: 1,
  models: [
    { role: 'model', name: 'small', fingerprint: small },
    { role: 'model', name: 'not hashed yet' },
  ],
};
const job = (needs: Parameters<typeof queuedJob>[3]) => queuedJob('c'.repeat(64), 'A workflow', 'd'.repeat(64), needs);

test('a worker with a free slot, the device and the models of a job is idle for it', () => {
  expect(isIdleFor(worker, job({}))).toBe(true);
  expect(isIdleFor(worker, job({ device: 'cuda', models: [small] }))).toBe(true);
});

test.each([
  ['has nothing free', { ...worker, running: 2 }, {}],
  ['has another device', worker, { device: 'cpu' } as const],
  ['lacks one of the models', worker, { models: [small, large] }],
  ['is of another version', { ...worker, program: '99.0.0' }, {}],
])('one that %s is not', (_, card, needs) => {
  expect(isIdleFor(card, job(needs))).toBe(false);
});
