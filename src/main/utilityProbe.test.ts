import { EventEmitter } from 'node:events';
import { PassThrough } from 'node:stream';
import type { UtilityProcess } from 'electron';
import { expect, test, vi } from 'vitest';

/** What Electron would start. */
const child = Object.assign(new EventEmitter(), { stdout: null, stderr: null, kill: vi.fn() });
const fork = vi.fn((..._: unknown[]) => child);
vi.mock('electron', () => ({ utilityProcess: { fork } }));

test('what a probe wrote last is heard also after its end, and one that cannot start is answered for', async () => {
  const { answerProbes } = await import('./utilityProbe.ts');
  const engine = Object.assign(new EventEmitter(), { postMessage: vi.fn() });
  const stdout = new PassThrough();
  const late = Object.assign(new EventEmitter(), { stdout, stderr: null, kill: vi.fn() });
  fork.mockReturnValueOnce(late as never);
  answerProbes(engine as unknown as UtilityProcess, '/program/probe.js');
  engine.emit('message', { kind: 'start-probe', id: 1, provider: 'cuda' });
  late.emit('exit', 0);
  setTimeout(() => stdout.end('the last line\n'), 20);
  await vi.waitFor(() => expect(engine.postMessage).toHaveBeenCalled());
  expect(engine.postMessage.mock.lastCall?.[0]).toMatchObject({ finished: { output: 'the last line\n' } });
  fork.mockImplementationOnce(() => {
    throw new Error('no such script');
  });
  engine.emit('message', { kind: 'start-probe', id: 2, provider: 'cuda' });
  await vi.waitFor(() => expect(engine.postMessage).toHaveBeenCalledTimes(2));
  expect(engine.postMessage.mock.lastCall?.[0]).toMatchObject({
    id: 2,
    finished: { how: 'was not started: no such script' },
  });
});

test('the engine asks for a probe, and is told how its process ended', async () => {
  const { answerProbes } = await import('./utilityProbe.ts');
  const engine = Object.assign(new EventEmitter(), { postMessage: vi.fn() });
  answerProbes(engine as unknown as UtilityProcess, '/program/probe.js');
  engine.emit('message', { kind: 'pong' });
  engine.emit('message', { kind: 'start-probe', id: 7, provider: 'cuda' });
  expect(fork).toHaveBeenLastCalledWith('/program/probe.js', ['cuda'], expect.anything());
  child.emit('exit', 7);
  await vi.waitFor(() => expect(engine.postMessage).toHaveBeenCalled(), { timeout: 60_000 });
  expect(engine.postMessage).toHaveBeenCalledExactlyOnceWith({
    kind: 'probe-ended',
    id: 7,
    finished: { output: '', errors: '', how: 'ended with code 7' },
  });
});
