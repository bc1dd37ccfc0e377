import type { AddressInfo } from 'node:net';
import { afterEach, expect, test, vi } from 'vitest';
import { WebSocket, WebSocketServer } from 'ws';
import { connect } from '../protocol/connect.ts';
import { socketPort } from '../protocol/ports/socketPort.ts';
import type { EngineClient } from '../protocol/protocol.ts';
import { fakeHandlers } from '../protocol/testing/fakeEngine.ts';
import { serve } from '../protocol/testing/serve.ts';
import { clientPort, DOES_NOT_READ } from './clientPort.ts';

const MEBIBYTE = 1024 * 1024;
/** Files of a mebibyte, many more than a client is held for. */
const MANY = 100;

let server: WebSocketServer;
/** Files that were asked for, and how many bytes the host held for the client at most. */
let asked: number;
let held: number;
let browser: WebSocket;
let client: EngineClient;

/** A host with one client, which is let go after this many milliseconds of not reading. */
async function open(longestBacklog: number): Promise<void> {
  [asked, held] = [0, 0];
  server = new WebSocketServer({ port: 0, host: '127.0.0.1' });
  await new Promise((resolve) => server.on('listening', resolve));
  server.on('connection', (socket) => {
    socket.binaryType = 'arraybuffer';
    const readFile = async () => {
      asked++;
      held = Math.max(held, socket.bufferedAmount);
      return { bytes: new Uint8Array(MEBIBYTE) };
    };
    serve(fakeHandlers({ readFile, memory: () => new Promise(() => {}) }), clientPort(socket, longestBacklog));
  });
  browser = new WebSocket(`ws://127.0.0.1:${(server.address() as AddressInfo).port}`);
  browser.binaryType = 'arraybuffer';
  await new Promise((resolve) => browser.on('open', resolve));
  client = connect(socketPort(browser));
}

afterEach(() => {
  browser.terminate();
  for (const socket of server.clients) socket.terminate();
  server.close();
});

const ask = (count: number) => Array.from({ length: count }, () => client.call('readFile', { path: 'a' }));

test('a client that asks faster than it reads is not heard until it has read, and gets everything then', async () => {
  await open(600_000);
  browser.pause();
  const answers = ask(MANY);
  await vi.waitFor(() => expect(asked).toBeGreaterThan(8));
  await new Promise((resolve) => setTimeout(resolve, 300));
  const before = asked;
  expect(before).toBeLessThan(60);
  browser.resume();
  expect(await Promise.all(answers)).toHaveLength(MANY);
  expect(held).toBeLessThan(40 * MEBIBYTE);
});

test('a client that never reads is let go, and may come back', async () => {
  await open(500);
  const answers = ask(MANY).map((answer) => answer.catch((thrown: { code: string }) => thrown.code));
  browser.pause();
  const [socket] = server.clients;
  const closed = new Promise<number>((resolve) => socket?.on('close', resolve));
  await closed;
  expect(asked).toBeLessThan(60);
  browser.resume();
  expect(await answers.at(-1)).toBe('connection-lost');
  expect(DOES_NOT_READ).toBe(4408);
});

test('calls that take their time do not keep a client from being heard when they are answered', async () => {
  await open(600_000);
  const waiting = Array.from({ length: 15 }, () => client.call('memory', {}).catch(() => 'ended'));
  expect(await Promise.all(ask(30))).toHaveLength(30);
  browser.close();
  expect(await Promise.all(waiting)).toHaveLength(15);
});
