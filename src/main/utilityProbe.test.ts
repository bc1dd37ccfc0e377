import { EventEmitter } from 'node:events';
import type { UtilityProcess } from 'electron';
import { expect, test, vi } from 'vitest';

/** What Electron would start. */
const child = Object.assign(new EventEmitter(), { stdout: null, stderr: null, kill: vi.fn() });
const fork = vi.fn((..._: unknown[]) => child);
vi.mock('electron', () => ({ utilityProcess: { fork } }));

test('the engine asks for a probe, and is told how its process ended', async () => {
  const { answerProbes } = await import('./utilityProbe.ts');
  const engine = Object.assign(new EventEmitter(), { postMessage: vi.fn() });
  answerProbes(engine as unknown as UtilityProcess, '/program/probe.js');
  engine.emit('message', { kind: 'pong' });
  engine.emit('message', { kind: 'start-probe', id: 7, provider: 'cuda' });
  expect(fork).toHaveBeenCalledExactlyOnceWith('/program/probe.js', ['cuda'], expect.anything());
  child.emit('exit', 7);
  await vi.waitFor(() => expect(engine.postMessage).toHaveBeenCalled(), { timeout: 60_000 });
  expect(engine.postMessage).toHaveBeenCalledExactlyOnceWith({
    kind: 'probe-ended',
    id: 7,
    finished: { output: '', errors: '', how: 'ended with code 7' },
  });
});
