import { describe, expect, test, vi } from 'vitest';
import type { RunEvent } from '../graph/events.ts';
import { ArcspaceError } from '../graph/problem.ts';
import { connect } from './connect.ts';
import { createHub } from './hub.ts';
import type { Message } from './message.ts';
import { fakeHandlers } from './testing/fakeEngine.ts';
import { portPair } from './testing/portPair.ts';
import { serve } from './testing/serve.ts';
import type { Memory } from './types.ts';

const memory: Memory = { resident: 1, cached: 2, sessions: 3 };

describe('a client and an engine on one wire', () => {
  test('a call is answered with its result', async () => {
    const [near, far] = portPair();
    serve(fakeHandlers({ memory: async () => memory }), far);
    await expect(connect(near).call('memory', {})).resolves.toEqual(memory);
  });

  test('answers find their calls, whatever order they come in', async () => {
    const [near, far] = portPair();
    const release: (() => void)[] = [];
    const readFile = async ({ path }: { path: string }) => {
      await new Promise<void>((resolve) => release.push(resolve));
      return { bytes: new TextEncoder().encode(path) };
    };
    serve(fakeHandlers({ readFile }), far);
    const client = connect(near);
    const calls = ['a', 'b', 'c'].map((path) => client.call('readFile', { path }));
    await vi.waitFor(() => expect(release).toHaveLength(3));
    for (const go of release.reverse()) go();
    const answers = await Promise.all(calls);
    expect(answers.map(({ bytes }) => new TextDecoder().decode(bytes))).toEqual(['a', 'b', 'c']);
  });

  test('an error arrives with its code, place and remedy', async () => {
    const [near, far] = portPair();
    const error = new ArcspaceError('wrong-type', 'An image came.', 'Wire latents.', { node: 'slerp', port: 'a' });
    serve(fakeHandlers({ device: () => Promise.reject(error) }), far);
    const failure = await connect(near)
      .call('device', {})
      .catch((thrown: unknown) => thrown);
    expect(failure).toBeInstanceOf(ArcspaceError);
    expect((failure as ArcspaceError).toProblem()).toEqual(error.toProblem());
  });

  test('a handler that throws what is no error of ours is reported as a fault of the program', async () => {
    const [near, far] = portPair();
    serve(fakeHandlers({ device: () => Promise.reject(new TypeError('x is undefined')) }), far);
    await expect(connect(near).call('device', {})).rejects.toMatchObject({
      code: 'internal',
      message: 'x is undefined',
    });
  });

  test('a result that cannot be copied becomes a problem instead of silence', async () => {
    const [near, far] = portPair();
    serve(fakeHandlers({ memory: async () => ({ ...memory, extra: () => 0 }) as never }), far);
    await expect(connect(near).call('memory', {})).rejects.toMatchObject({ code: 'internal' });
  });

  test('an event reaches every client, and none that has closed or unsubscribed', async () => {
    const hub = createHub(fakeHandlers({}));
    const heard: string[] = [];
    const clients = ['one', 'two', 'three'].map((name) => {
      const [near, far] = portPair();
      hub.attach(far);
      return { near, off: connect(near).on('memory', () => heard.push(name)) };
    });
    hub.emit('memory', memory);
    await vi.waitFor(() => expect(heard).toEqual(['one', 'two', 'three']));
    clients[0]?.near.close();
    clients[1]?.off();
    hub.emit('memory', memory);
    await vi.waitFor(() => expect(heard).toEqual(['one', 'two', 'three', 'three']));
  });

  test('a client that is behind is told no more how much memory there is, but all else', async () => {
    const [near, far] = portPair();
    const client = connect(near);
    const heard: string[] = [];
    client.on('memory', () => heard.push('memory'));
    client.on('restarted', () => heard.push('restarted'));
    const finished = {
      type: 'finished',
      node: 'a',
      key: 'k',
      cached: false,
      milliseconds: 1,
      outputs: {},
      warnings: [],
    };
    const watch = async () => ({ events: [{ ...finished, files: [] }] as RunEvent[], next: 1, done: false });
    const hub = serve(fakeHandlers({ watch }), { ...far, congested: () => true });
    hub.emit('memory', memory);
    hub.emit('restarted', { problem: { code: 'engine-ended', message: 'It ended.', place: {}, remedy: 'Run again.' } });
    const { events } = await client.call('watch', { client: 'window', run: 'r', from: 0, ahead: false });
    expect(events).toMatchObject([{ type: 'finished' }]);
    expect(heard).toEqual(['restarted']);
  });

  test('calls under way fail when the wire closes, and so do later ones', async () => {
    const [near, far] = portPair();
    serve(fakeHandlers({ memory: () => new Promise(() => {}) }), far);
    const client = connect(near);
    const call = client.call('memory', {});
    near.close();
    await expect(call).rejects.toMatchObject({ code: 'connection-lost' });
    await expect(client.call('memory', {})).rejects.toMatchObject({ code: 'connection-lost' });
  });
});

describe('what a hostile client sends', () => {
  const send = async (message: unknown): Promise<{ answers: Message[]; closed: boolean }> => {
    const [near, far] = portPair();
    const result = { answers: [] as Message[], closed: false };
    near.onMessage((answer) => result.answers.push(answer as Message));
    near.onClose(() => {
      result.closed = true;
    });
    serve(fakeHandlers({ memory: async () => memory }), far);
    near.post(message);
    await new Promise((resolve) => setTimeout(resolve, 5));
    return result;
  };

  test.each(['toString', 'constructor', '__proto__', 'hasOwnProperty', 'Run', 'x'.repeat(64)])(
    'a call of "%s", which is none, is refused with an error',
    async (name) => {
      const { answers } = await send({ kind: 'call', id: 1, name, args: {} });
      expect(answers).toMatchObject([{ kind: 'problem', id: 1, problem: { code: 'refused-call' } }]);
    },
  );

  test.each([undefined, null, 7, 'memory', [], { path: 7 }, { path: '' }, { path: 'x'.repeat(5000) }])(
    'arguments that the call does not take are refused: %j',
    async (args) => {
      const { answers } = await send({ kind: 'call', id: 1, name: 'readFile', args });
      expect(answers).toMatchObject([{ kind: 'problem', id: 1, problem: { code: 'refused-call' } }]);
    },
  );

  test.each([
    undefined,
    null,
    7,
    'call',
    {},
    { kind: 'call' },
    { kind: 'call', id: -1, name: 'memory', args: {} },
    { kind: 'call', id: 1.5, name: 'memory', args: {} },
    { kind: 'call', id: 1, name: 'x'.repeat(65), args: {} },
    { kind: 'other', id: 1 },
  ])('a wire that carries what is no message is closed: %j', async (message) => {
    const { answers, closed } = await send(message);
    expect(answers).toEqual([]);
    expect(closed).toBe(true);
  });

  test('a client cannot speak as the engine or as the main process', async () => {
    for (const message of [
      { kind: 'result', id: 1, result: 1 },
      { kind: 'event', name: 'memory', event: memory },
      { kind: 'allow', folder: '/' },
    ]) {
      const { answers } = await send(message);
      expect(answers).toEqual([]);
    }
  });
});
