import { expect, test } from 'vitest';
import { version } from '../../../package.json';
import { modelMark, queuedJob } from '../order.ts';
import type { WorkerCard } from '../queue/workers.ts';
import { isIdleFor } from './offerAgain.ts';

const [fingerprint, other] = ['a'.repeat(64), 'b'.repeat(64)];
const named = (name: string, content: string) => modelMark({ role: 'model', name }, content);
const small = named('small', fingerprint);
const worker: WorkerCard = {
  id: '0123456789abcdef',
  name: 'box:1',
  program: version,
  since: 0,
  device: { provider: 'cuda', label: 'CUDA' },
  slots: 2,
  running: 1,
  models: [
    { role: 'model', name: 'small', fingerprint },
    { role: 'model', name: 'not hashed yet' },
  ],
};
const job = (needs: Parameters<typeof queuedJob>[3]) => queuedJob('c'.repeat(64), 'A workflow', 'd'.repeat(64), needs);

test('a worker with a free slot, the device and the models of a job is idle for it', () => {
  expect(isIdleFor(worker, job({ models: [] }))).toBe(true);
  expect(isIdleFor(worker, job({ device: 'cuda', models: [small] }))).toBe(true);
});

test.each([
  ['has nothing free', { ...worker, running: 2 }, { models: [] }],
  ['has another device', worker, { device: 'cpu', models: [] } as const],
  ['lacks one of the models', worker, { models: [small, named('large', other)] }],
  ['has other files under the name', worker, { models: [named('small', other)] }],
  ['has the files under another name', worker, { models: [named('large', fingerprint)] }],
  ['may lack a model whose files the sender does not know', worker, {}],
  ['is of another version', { ...worker, program: '99.0.0' }, { models: [] }],
])('one that %s is not', (_, card, needs) => {
  expect(isIdleFor(card, job(needs))).toBe(false);
});
