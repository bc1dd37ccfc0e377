import { describe, expect, test, vi } from 'vitest';
import { connect } from './connect.ts';
import { createListeners } from './listeners.ts';
import type { EngineClient } from './protocol.ts';
import { createRelay } from './relay.ts';
import { portPair } from './testing/portPair.ts';

const memory = { resident: 1, cached: 2, sessions: 3 };

describe('a relay', () => {
  function relayed() {
    const listeners = createListeners();
    const call = vi.fn(async () => ({ bytes: new Uint8Array([7]) }));
    const client = { call, on: listeners.on } as unknown as EngineClient;
    const [near, far] = portPair();
    createRelay(client).attach(far);
    return { call, listeners, near: connect(near) };
  }

  test('passes each call to the other client, by its name and with its arguments', async () => {
    const { call, near } = relayed();
    await expect(near.call('readFile', { path: 'a.png' })).resolves.toEqual({ bytes: new Uint8Array([7]) });
    expect(call).toHaveBeenCalledExactlyOnceWith('readFile', { path: 'a.png' });
  });

  test('passes every event on', async () => {
    const { listeners, near } = relayed();
    const heard: unknown[] = [];
    near.on('memory', (event) => heard.push(event));
    listeners.emit('memory', memory);
    await vi.waitFor(() => expect(heard).toEqual([memory]));
  });
});

describe('subscriptions', () => {
  test('by any number of handlers, each ended by itself', () => {
    const { on, emit } = createListeners();
    const heard: string[] = [];
    const off = on('memory', () => heard.push('first'));
    on('memory', () => heard.push('second'));
    on('restarted', () => heard.push('other'));
    emit('memory', memory);
    off();
    emit('memory', memory);
    expect(heard).toEqual(['first', 'second', 'second']);
  });

  test('may be ended by a handler while it runs, without another missing the event', () => {
    const { on, emit } = createListeners();
    const heard: string[] = [];
    const off = on('memory', () => {
      heard.push('once');
      off();
    });
    on('memory', () => heard.push('always'));
    emit('memory', memory);
    emit('memory', memory);
    expect(heard).toEqual(['once', 'always', 'always']);
  });

  test('an event that nobody waits for is lost in silence', () => {
    expect(() => createListeners().emit('memory', memory)).not.toThrow();
  });
});
