import { signal } from '@preact/signals';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { encodeMessage } from '../../protocol/codec.ts';
import type { Message } from '../../protocol/message.ts';
import { fakeHandlers } from '../../protocol/testing/fakeEngine.ts';
import { serve } from '../../protocol/testing/serve.ts';
import { connectBrowserHost } from './browserHost.ts';
import { connectDesktopHost } from './desktopHost.ts';
import type { Connection } from './hostClient.ts';
import { onReconnect } from './onReconnect.ts';
import { claimWindowId } from './windowId.ts';

const memory = { resident: 1, cached: 2, sessions: 3 };

/** The page's end of a socket whose server the test plays. */
class FakeSocket extends EventTarget {
  readyState = 0;
  bufferedAmount = 0;
  binaryType = 'blob';
  readonly sent: Uint8Array[] = [];

  send(bytes: Uint8Array): void {
    this.sent.push(bytes);
  }
  opens(): void {
    this.readyState = 1;
    this.dispatchEvent(new Event('open'));
  }
  closes(): void {
    this.readyState = 3;
    this.dispatchEvent(new Event('close'));
  }
  receives(message: Message): void {
    const data = encodeMessage(message).slice().buffer;
    this.dispatchEvent(Object.assign(new Event('message'), { data }));
  }
  close(): void {
    this.closes();
  }
}

describe('the browser host', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  function connected() {
    const sockets: FakeSocket[] = [];
    const client = connectBrowserHost(() => {
      const socket = new FakeSocket();
      sockets.push(socket);
      return socket as unknown as WebSocket;
    }, 'window');
    return { client, sockets, newest: () => sockets.at(-1) as FakeSocket };
  }

  test('answers a call that was made before the socket was open', async () => {
    const { client, newest } = connected();
    const call = client.call('memory', {});
    newest().opens();
    await vi.advanceTimersByTimeAsync(0);
    newest().receives({ kind: 'result', id: 1, result: memory });
    await expect(call).resolves.toEqual(memory);
  });

  test('opens the socket again when it closes, and fails what was under way', async () => {
    const { client, sockets, newest } = connected();
    newest().opens();
    const running = client.call('memory', {}).catch((thrown: { code: string }) => thrown.code);
    newest().closes();
    expect(await running).toBe('connection-lost');
    await vi.advanceTimersByTimeAsync(200);
    expect(sockets).toHaveLength(2);
    newest().opens();
    const call = client.call('memory', {});
    newest().receives({ kind: 'result', id: 1, result: memory });
    await expect(call).resolves.toEqual(memory);
  });

  test('says whether it is connected: not after three attempts in vain, and again when the server is back', async () => {
    const { client, newest } = connected();
    const states: string[] = [];
    client.connection.subscribe((state) => states.push(state));
    newest().opens();
    for (let attempt = 0; attempt < 4; attempt++) {
      newest().closes();
      await vi.advanceTimersByTimeAsync(5_000);
    }
    newest().opens();
    expect(states).toEqual(['connecting', 'connected', 'connecting', 'disconnected', 'connected']);
  });

  test('waits longer and longer between attempts, but never gives up', async () => {
    const { sockets, newest } = connected();
    const waits: number[] = [];
    for (let attempt = 0; attempt < 8; attempt++) {
      const count = sockets.length;
      newest().closes();
      let waited = 0;
      for (; sockets.length === count; waited += 100) await vi.advanceTimersByTimeAsync(100);
      waits.push(waited);
    }
    expect(waits).toEqual([200, 400, 800, 1600, 3200, 5000, 5000, 5000]);
  });

  test('after three attempts in vain calls fail with what to do, until the server is back', async () => {
    const { client, newest } = connected();
    const call = client.call('memory', {}).catch((thrown: { code: string; remedy: string }) => thrown);
    for (let attempt = 0; attempt < 3; attempt++) {
      newest().closes();
      await vi.advanceTimersByTimeAsync(5_000);
    }
    expect(await call).toMatchObject({ code: 'engine-unreachable', remedy: expect.stringContaining('terminal') });
    newest().opens();
    const again = client.call('memory', {});
    newest().receives({ kind: 'result', id: 1, result: memory });
    await expect(again).resolves.toEqual(memory);
  });
});

describe('the desktop host', () => {
  function windowWithBridge() {
    const page = new EventTarget() as unknown as Window;
    const bridge = { requestEngine: vi.fn(), shortenTimeout: vi.fn() };
    const client = connectDesktopHost(page, bridge, 'window');
    const receive = (data: unknown, ports: unknown[], source: unknown = page): boolean =>
      page.dispatchEvent(Object.assign(new Event('message'), { data, ports, source }));
    return { client, bridge, receive };
  }

  function enginePort(sessions: number): MessagePort {
    const { port1, port2 } = new MessageChannel();
    port2.start();
    serve(fakeHandlers({ memory: async () => ({ ...memory, sessions }) }), {
      post: (message) => port2.postMessage(message),
      onMessage: (handler) => port2.addEventListener('message', (event) => handler(event.data)),
      onClose: () => {},
      close: () => port2.close(),
    });
    return port1;
  }

  const message = (problem: unknown = null) => ({ kind: 'arcspace-engine-port', problem });

  test('asks for a port, and calls go over it', async () => {
    const { client, bridge, receive } = windowWithBridge();
    expect(bridge.requestEngine).toHaveBeenCalledOnce();
    const port = enginePort(1);
    receive(message(), [port]);
    await expect(client.call('memory', {})).resolves.toEqual({ ...memory, sessions: 1 });
    port.close();
  });

  test('a new port after a restart takes over, and the reason is told', async () => {
    const { client, receive } = windowWithBridge();
    const restarts: string[] = [];
    client.on('restarted', ({ problem }) => restarts.push(problem.code));
    const [first, second] = [enginePort(1), enginePort(2)];
    receive(message(), [first]);
    receive(message({ code: 'engine-ended', message: '', place: {}, remedy: '' }), [second]);
    expect(restarts).toEqual(['engine-ended']);
    await expect(client.call('memory', {})).resolves.toEqual({ ...memory, sessions: 2 });
    first.close();
    second.close();
  });

  test('a port that closes ends the connection until the next one comes', async () => {
    const { client, receive } = windowWithBridge();
    const states: string[] = [];
    client.connection.subscribe((state) => states.push(state));
    const [first, second] = [enginePort(1), enginePort(2)];
    receive(message(), [first]);
    first.dispatchEvent(new Event('close'));
    receive(message(), [second]);
    first.dispatchEvent(new Event('close'));
    expect(states).toEqual(['connecting', 'connected', 'connecting', 'connected']);
    first.close();
    second.close();
  });

  test('a message without a port says why none is in sight: calls fail with it until one comes', async () => {
    const { client, receive } = windowWithBridge();
    const problem = { code: 'engine-ended', message: 'It keeps ending.', place: {}, remedy: 'Free some memory.' };
    const call = client.call('memory', {});
    receive(message(problem), []);
    await expect(call).rejects.toMatchObject(problem);
    const port = enginePort(1);
    receive(message(problem), [port]);
    await expect(client.call('memory', {})).resolves.toMatchObject({ sessions: 1 });
    port.close();
  });

  test('a port from anywhere else is not taken', async () => {
    const { client, receive } = windowWithBridge();
    const [evil, ours] = [enginePort(666), enginePort(1)];
    receive(message(), [evil], {});
    receive({ kind: 'other' }, [evil]);
    receive(message(), [ours]);
    await expect(client.call('memory', {})).resolves.toMatchObject({ sessions: 1 });
    evil.close();
    ours.close();
  });

  test('a cancelled run hurries the engine', () => {
    const { client, bridge } = windowWithBridge();
    void client.call('cancel', { client: 'window', run: 'r' });
    expect(bridge.shortenTimeout).toHaveBeenCalledOnce();
  });
});

test('what is done when the connection is back is not done at the first connection', () => {
  const connection = signal<Connection>('connecting');
  let times = 0;
  onReconnect(connection, () => times++);
  connection.value = 'connected';
  expect(times).toBe(0);
  connection.value = 'connecting';
  connection.value = 'disconnected';
  connection.value = 'connected';
  expect(times).toBe(1);
});

describe('the name of a window', () => {
  const storage = (entries: Record<string, string> = {}) =>
    ({
      getItem: (key: string) => entries[key] ?? null,
      setItem(key: string, value: string) {
        entries[key] = value;
      },
    }) as Storage;

  /** The locks of one browser: a name is held until its page lets go of it. */
  function lockManager() {
    const held = new Set<string>();
    const locks = {
      request: async (name: string, { signal: patience }: { signal: AbortSignal }, granted: () => Promise<never>) => {
        while (held.has(name)) {
          if (patience.aborted) throw patience.reason;
          await new Promise((resolve) => setTimeout(resolve, 10));
        }
        held.add(name);
        return granted();
      },
    };
    return { held, locks: locks as unknown as LockManager };
  }

  test('is the same after a reload, also when the page before lets go of it late', async () => {
    const { held, locks } = lockManager();
    const own = storage();
    const first = await claimWindowId(own, locks);
    expect(first).toMatch(/^[0-9a-f]{32}$/);
    const reloaded = claimWindowId(own, locks);
    setTimeout(() => held.clear(), 50);
    expect(await reloaded).toBe(first);
  });

  test('is another one in a duplicated tab, which begins with a copy of the storage', async () => {
    const { locks } = lockManager();
    const entries = {};
    const first = await claimWindowId(storage(entries), locks);
    const second = await claimWindowId(storage({ ...entries }), locks, 50);
    expect(second).not.toBe(first);
  });

  test('is kept where the page has no locks', async () => {
    const own = storage();
    expect(await claimWindowId(own, undefined)).toBe(await claimWindowId(own, undefined));
  });
});
