import { EventEmitter } from 'node:events';
import { describe, expect, test, vi } from 'vitest';
import { decodeMessage, encodeMessage } from '../codec.ts';
import { emitterPort } from './emitterPort.ts';
import { type DomPort, domPort } from './messagePort.ts';
import { type ProcessChannel, processPort } from './processPort.ts';
import { type Socket, socketPort } from './socketPort.ts';

const ping = { kind: 'ping' } as const;

describe("a port of Electron's main process or of Node", () => {
  const emitter = () => Object.assign(new EventEmitter(), { postMessage: vi.fn(), start: vi.fn(), close: vi.fn() });

  test('posts, and passes on what comes in, wrapped or not', () => {
    const wire = emitter();
    const port = emitterPort(wire);
    const heard: unknown[] = [];
    port.onMessage((message) => heard.push(message));
    expect(wire.start).toHaveBeenCalledOnce();
    for (const message of [{ data: ping }, ping, null, 'text']) wire.emit('message', message);
    expect(heard).toEqual([ping, ping, null, 'text']);
    port.post(ping);
    expect(wire.postMessage).toHaveBeenCalledWith(ping);
  });

  test('tells when it closes, and closes', () => {
    const wire = emitter();
    const port = emitterPort(wire);
    const closed = vi.fn();
    port.onClose(closed);
    wire.emit('close');
    expect(closed).toHaveBeenCalledOnce();
    port.close();
    expect(wire.close).toHaveBeenCalledOnce();
  });

  test('need not be one that starts and closes: the parent of a utility process does neither', () => {
    const port = emitterPort(Object.assign(new EventEmitter(), { postMessage: vi.fn() }));
    expect(() => port.onMessage(() => {})).not.toThrow();
    expect(() => port.close()).not.toThrow();
  });
});

describe("a page's port", () => {
  /** A target of events with the methods of a MessagePort. */
  function fakeDomPort() {
    const target = new EventTarget();
    const methods = { postMessage: vi.fn(), start: vi.fn(), close: vi.fn() };
    return { target, wire: Object.assign(target, methods) as unknown as DomPort & typeof methods };
  }

  test('starts when somebody listens, and passes on what comes in', () => {
    const { target, wire } = fakeDomPort();
    const port = domPort(wire);
    const heard: unknown[] = [];
    expect(wire.start).not.toHaveBeenCalled();
    port.onMessage((message) => heard.push(message));
    expect(wire.start).toHaveBeenCalledOnce();
    target.dispatchEvent(Object.assign(new Event('message'), { data: ping }));
    expect(heard).toEqual([ping]);
  });

  test('posts without transferring anything, tells when it closes, and closes', () => {
    const { target, wire } = fakeDomPort();
    const port = domPort(wire);
    const closed = vi.fn();
    port.onClose(closed);
    port.post(ping);
    expect(wire.postMessage).toHaveBeenCalledExactlyOnceWith(ping);
    target.dispatchEvent(new Event('close'));
    expect(closed).toHaveBeenCalledOnce();
    port.close();
    expect(wire.close).toHaveBeenCalledOnce();
  });
});

describe('a channel between processes', () => {
  const channel = (connected: boolean) =>
    Object.assign(new EventEmitter(), { connected, send: vi.fn(() => true), disconnect: vi.fn() });

  test('sends and disconnects while it is connected', () => {
    const wire = channel(true);
    const port = processPort(wire);
    const heard: unknown[] = [];
    const closed = vi.fn();
    port.onMessage((message) => heard.push(message));
    port.onClose(closed);
    port.post(ping);
    expect(wire.send).toHaveBeenCalledExactlyOnceWith(ping);
    wire.emit('message', ping);
    expect(heard).toEqual([ping]);
    wire.emit('disconnect');
    expect(closed).toHaveBeenCalledOnce();
    port.close();
    expect(wire.disconnect).toHaveBeenCalledOnce();
  });

  test('does neither once the other process is gone', () => {
    const wire = channel(false);
    const port = processPort(wire);
    port.post(ping);
    port.close();
    expect(wire.send).not.toHaveBeenCalled();
    expect(wire.disconnect).not.toHaveBeenCalled();
  });

  test('may be missing, in a process that nobody forked', () => {
    const port = processPort(Object.assign(new EventEmitter(), { connected: true }) as ProcessChannel);
    expect(() => port.post(ping)).not.toThrow();
    expect(() => port.close()).not.toThrow();
  });
});

describe('a WebSocket', () => {
  function fakeSocket(readyState: number, bufferedAmount = 0) {
    const target = new EventTarget();
    const state = { readyState, bufferedAmount, send: vi.fn(), close: vi.fn() };
    return { target, socket: Object.assign(target, state) as unknown as Socket & typeof state };
  }
  const [connecting, open, closing, closed] = [0, 1, 2, 3];
  const arrive = (target: EventTarget, data: unknown) =>
    target.dispatchEvent(Object.assign(new Event('message'), { data }));

  test('sends messages as bytes while it is open', () => {
    const { socket } = fakeSocket(open);
    socketPort(socket).post(ping);
    expect(decodeMessage(socket.send.mock.calls[0]?.[0])).toEqual(ping);
  });

  test.each([connecting, closing, closed])('sends nothing in state %d', (state) => {
    const { socket } = fakeSocket(state);
    socketPort(socket).post(ping);
    expect(socket.send).not.toHaveBeenCalled();
  });

  test('passes on the message that bytes hold; anything else arrives as undefined', () => {
    const { target, socket } = fakeSocket(open);
    const heard: unknown[] = [];
    socketPort(socket).onMessage((message) => heard.push(message));
    arrive(target, encodeMessage(ping).slice().buffer);
    arrive(target, 'text');
    arrive(target, Uint8Array.of(0xc1).buffer);
    expect(heard).toEqual([ping, undefined, undefined]);
  });

  test('tells when it closes, and at once when it already has', () => {
    const late = vi.fn();
    socketPort(fakeSocket(closed).socket).onClose(late);
    expect(late).toHaveBeenCalledOnce();
    const { target, socket } = fakeSocket(open);
    const handler = vi.fn();
    socketPort(socket).onClose(handler);
    expect(handler).not.toHaveBeenCalled();
    target.dispatchEvent(new Event('close'));
    expect(handler).toHaveBeenCalledOnce();
  });

  test('closes with the reason', () => {
    const { socket } = fakeSocket(open);
    socketPort(socket).close();
    expect(socket.close).toHaveBeenCalledWith(4400, 'not a message');
  });

  test('is congested while more than 8 MB wait to be sent', () => {
    const waiting = (bytes: number) => socketPort(fakeSocket(open, bytes).socket).congested?.();
    expect(waiting(0)).toBe(false);
    expect(waiting(8 * 1024 * 1024)).toBe(false);
    expect(waiting(8 * 1024 * 1024 + 1)).toBe(true);
  });
});
