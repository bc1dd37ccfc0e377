import { EventEmitter } from 'node:events';
import { expect, test, vi } from 'vitest';
import { attachParent, type EngineHost } from './attachParent.ts';
import { createHub } from './hub.ts';
import { fakeHandlers } from './testing/fakeEngine.ts';

const memory = { resident: 1, cached: 2, sessions: 3 };
const hub = () => createHub(fakeHandlers({ memory: async () => memory }));
const call = { kind: 'call', id: 1, name: 'memory', args: {} };
const answer = { kind: 'result', id: 1, result: memory };

/** Electron's end of a channel: messages come wrapped, with the ports that they bring. */
function fakePort() {
  const port = Object.assign(new EventEmitter(), { postMessage: vi.fn(), start: vi.fn(), close: vi.fn() });
  return { port, receive: (data: unknown, ports: unknown[] = []) => port.emit('message', { data, ports }) };
}

function fakeProcess(parentPort?: unknown) {
  const channel = new EventEmitter();
  return Object.assign(channel, {
    connected: true,
    send: vi.fn(() => true),
    parentPort,
  }) as unknown as EngineHost & EventEmitter & { send: ReturnType<typeof vi.fn> };
}

test('a forked engine answers whoever forked it, and ends when they are gone', async () => {
  const host = fakeProcess();
  const end = vi.fn();
  attachParent(hub(), host, () => {}, end);
  host.emit('message', call);
  await vi.waitFor(() => expect(host.send).toHaveBeenCalledWith(answer));
  expect(end).not.toHaveBeenCalled();
  host.emit('disconnect');
  expect(end).toHaveBeenCalledOnce();
});

test('an engine in a utility process answers every window that it is given a port of', async () => {
  const parent = fakePort();
  const window = fakePort();
  attachParent(
    hub(),
    fakeProcess(parent.port),
    () => {},
    () => {},
  );
  parent.receive({ kind: 'ping' }, [window.port]);
  window.receive(call);
  await vi.waitFor(() => expect(window.port.postMessage).toHaveBeenCalledWith(answer));
  expect(window.port.start).toHaveBeenCalled();
  expect(parent.port.postMessage).toHaveBeenCalledWith({ kind: 'pong' });
});

test('the main process can allow a folder, a window cannot', () => {
  const parent = fakePort();
  const window = fakePort();
  const allow = vi.fn();
  attachParent(hub(), fakeProcess(parent.port), allow, () => {});
  parent.receive({ kind: 'ping' }, [window.port]);
  window.receive({ kind: 'allow', folder: '/' });
  expect(allow).not.toHaveBeenCalled();
  parent.receive({ kind: 'allow', folder: '/home/user/art' });
  expect(allow).toHaveBeenCalledExactlyOnceWith('/home/user/art');
});
