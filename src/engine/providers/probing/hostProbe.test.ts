import { EventEmitter } from 'node:events';
import { expect, test, vi } from 'vitest';
import { askHost, type ProbeHost } from './hostProbe.ts';

const finished = { output: 'arcspace-probe {}', errors: '', how: 'ended with code 0' };

test('in the desktop app the host starts the process, and each question gets its own answer', async () => {
  const host = Object.assign(new EventEmitter(), { postMessage: vi.fn() });
  const answers = [askHost(host as unknown as ProbeHost, 'cuda'), askHost(host as unknown as ProbeHost, 'webgpu')];
  const asked = host.postMessage.mock.calls.map(([message]) => message);
  expect(asked).toMatchObject([
    { kind: 'start-probe', provider: 'cuda' },
    { kind: 'start-probe', provider: 'webgpu' },
  ]);
  host.emit('message', { data: { kind: 'ping' } });
  for (const { id, provider } of [...asked].reverse()) {
    host.emit('message', { data: { kind: 'probe-ended', id, finished: { ...finished, errors: provider } } });
  }
  expect((await Promise.all(answers)).map(({ errors }) => errors)).toEqual(['cuda', 'webgpu']);
  expect(host.listenerCount('message')).toBe(0);
});
