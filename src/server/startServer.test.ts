import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect as connectTcp } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { encodeMessage } from '../protocol/codec.ts';
import { connect } from '../protocol/connect.ts';
import { socketPort } from '../protocol/ports/socketPort.ts';
import type { EngineClient } from '../protocol/protocol.ts';
import { type RunningServer, startServer } from './startServer.ts';

const folder = mkdtempSync(join(tmpdir(), 'arcspace-server-'));
const secret = 'outside the page';
const memory = { resident: 1, cached: 2, sessions: 3 };
const engine: EngineClient = {
  call: (async (name: string) => {
    if (name === 'memory') return memory;
    throw new Error('not here');
  }) as EngineClient['call'],
  on: () => () => {},
};

let server: RunningServer;
let key: string;

beforeAll(async () => {
  mkdirSync(join(folder, 'page/assets'), { recursive: true });
  writeFileSync(join(folder, 'page/index.html'), '<!doctype html><title>Arcspace</title>');
  writeFileSync(join(folder, 'page/assets/index.js'), 'export {};');
  writeFileSync(join(folder, 'secret.txt'), secret);
  server = await startServer({ page: join(folder, 'page'), engine, port: 0, hosts: ['tunnel.example:8000'] });
  key = new URL(server.url).hash.slice(1);
});

afterAll(async () => {
  await server.close();
  rmSync(folder, { recursive: true });
});

/** Sends exactly these lines and answers all that comes back: no library corrects the request on its way. */
function raw(...lines: string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connectTcp(server.port, '127.0.0.1');
    let answer = '';
    socket.setTimeout(3000, () => socket.destroy());
    socket.on('data', (data) => {
      answer += data.toString('latin1');
      if (answer.startsWith('HTTP/1.1 101')) socket.destroy();
    });
    socket.on('close', () => resolve(answer)).on('error', reject);
    socket.write(`${lines.join('\r\n')}\r\n\r\n`);
  });
}

const own = (): string => `Host: 127.0.0.1:${server.port}`;
const get = (path: string, ...headers: string[]) => raw(`GET ${path} HTTP/1.1`, ...headers, 'Connection: close');

describe('the page', () => {
  test('is served to its own address with a policy that allows no inline script and no eval', async () => {
    const answer = await get('/', own());
    expect(answer).toMatch(/^HTTP\/1\.1 200/);
    expect(answer).toContain('<title>Arcspace</title>');
    const policy = /content-security-policy: (.*)\r/i.exec(answer)?.[1] ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("script-src 'self'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toContain('unsafe');
    expect(policy).not.toMatch(/[ ;]\*/);
    expect(answer).toMatch(/x-content-type-options: nosniff/i);
    expect(answer).toMatch(/referrer-policy: no-referrer/i);
    expect(answer).toMatch(/cross-origin-resource-policy: same-origin/i);
  });

  test('comes with the type of each file', async () => {
    expect(await get('/assets/index.js', own())).toMatch(/content-type: text\/javascript/i);
  });

  test('a query does not change which file is meant', async () => {
    expect(await get('/?a=b', own())).toMatch(/^HTTP\/1\.1 200/);
  });

  test('HEAD answers the headers alone', async () => {
    const answer = await raw('HEAD / HTTP/1.1', own(), 'Connection: close');
    expect(answer).toMatch(/^HTTP\/1\.1 200/);
    expect(answer).not.toContain('<title>');
  });

  test('never holds the key', async () => {
    expect(await get('/', own())).not.toContain(key);
    expect(await get('/assets/index.js', own())).not.toContain(key);
  });
});

describe('what is refused', () => {
  test.each([
    'Host: evil.example',
    'Host: 127.0.0.1',
    'Host: localhost',
    'Host: 127.0.0.1:1',
    'Host: 127.0.0.1.evil.example:PORT',
    'Host: evil.example:PORT',
    'Host: 0.0.0.0:PORT',
  ])('a page of a site whose name was rebound to this machine: %s', async (host) => {
    const answer = await get('/', host.replace('PORT', String(server.port)));
    expect(answer).toMatch(/^HTTP\/1\.1 403/);
    expect(answer).not.toContain('<title>');
  });

  test('a request without a host', async () => {
    expect(await get('/')).toMatch(/^HTTP\/1\.1 400/);
    expect(await raw('GET / HTTP/1.0')).toMatch(/^HTTP\/1\.1 403/);
  });

  test.each(['POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS', 'TRACE'])('the method %s', async (method) => {
    const answer = await raw(`${method} / HTTP/1.1`, own(), 'Content-Length: 0', 'Connection: close');
    expect(answer).toMatch(/^HTTP\/1\.1 405/);
  });

  test.each([
    '/../secret.txt',
    '/assets/../../secret.txt',
    '/%2e%2e/secret.txt',
    '/..%2fsecret.txt',
    '/..\\secret.txt',
    '/%2e%2e%5csecret.txt',
    '//etc/passwd',
    '/etc/passwd',
    'file:///etc/passwd',
    '/assets/',
    '/assets',
    '/%',
    '/%00',
    '/__proto__',
    '/constructor',
    `/${'a/'.repeat(4000)}`,
  ])('the path %s', async (path) => {
    const answer = await get(path, own());
    expect(answer).toMatch(/^HTTP\/1\.1 404/);
    expect(answer).not.toContain(secret);
  });

  test('is answered with the same policy as the page', async () => {
    expect(await get('/none', own())).toMatch(/content-security-policy: default-src 'none'/i);
  });
});

describe('the engine', () => {
  const upgrade = (path: string, ...headers: string[]) =>
    raw(
      `GET ${path} HTTP/1.1`,
      'Connection: Upgrade',
      'Upgrade: websocket',
      'Sec-WebSocket-Version: 13',
      'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
      ...headers,
    );
  const ownOrigin = (): string => `Origin: http://127.0.0.1:${server.port}`;
  const protocols = (offered: string): string => `Sec-WebSocket-Protocol: arcspace, key.${offered}`;

  test('opens to its own page with the key', async () => {
    expect(await upgrade('/engine', own(), ownOrigin(), protocols(key))).toMatch(/^HTTP\/1\.1 101/);
  });

  test('opens under a host that the user allowed', async () => {
    const headers = ['Host: tunnel.example:8000', 'Origin: http://tunnel.example:8000', protocols(key)];
    expect(await upgrade('/engine', ...headers)).toMatch(/^HTTP\/1\.1 101/);
  });

  test.each([
    ['no key', 'Sec-WebSocket-Protocol: arcspace'],
    ['no protocol at all', 'X-Nothing: 1'],
    ['an empty key', protocols('')],
    ['another key', protocols('A'.repeat(32))],
  ])('stays closed to %s', async (_, header) => {
    expect(await upgrade('/engine', own(), ownOrigin(), header)).toMatch(/^HTTP\/1\.1 401/);
  });

  test('stays closed to a key that is right but for its last letter, or longer', async () => {
    const wrong = key.slice(0, -1) + (key.endsWith('A') ? 'B' : 'A');
    expect(await upgrade('/engine', own(), ownOrigin(), protocols(wrong))).toMatch(/^HTTP\/1\.1 401/);
    expect(await upgrade('/engine', own(), ownOrigin(), protocols(`${key}A`))).toMatch(/^HTTP\/1\.1 401/);
  });

  test.each([
    'Origin: http://evil.example',
    'Origin: null',
    'Origin: http://127.0.0.1',
    'Origin: https://127.0.0.1:PORT',
    'Origin: http://127.0.0.1:PORT.evil.example',
    'Origin: http://evil.example:PORT',
    'X-No-Origin: 1',
  ])('stays closed to a page of another site, even one that knows the key: %s', async (origin) => {
    const header = origin.replace('PORT', String(server.port));
    expect(await upgrade('/engine', own(), header, protocols(key))).toMatch(/^HTTP\/1\.1 403/);
  });

  test('stays closed under another host, even with the right origin and key', async () => {
    expect(await upgrade('/engine', 'Host: evil.example', ownOrigin(), protocols(key))).toMatch(/^HTTP\/1\.1 403/);
  });

  test('is at one address only', async () => {
    expect(await upgrade('/other', own(), ownOrigin(), protocols(key))).toMatch(/^HTTP\/1\.1 404/);
    expect(await upgrade(`/engine?key=${key}`, own(), ownOrigin())).toMatch(/^HTTP\/1\.1 404/);
  });

  const open = (): Promise<WebSocket> =>
    new Promise((resolve, reject) => {
      const options = { origin: `http://127.0.0.1:${server.port}` };
      const socket = new WebSocket(`ws://127.0.0.1:${server.port}/engine`, ['arcspace', `key.${key}`], options);
      socket.binaryType = 'arraybuffer';
      socket.on('open', () => resolve(socket)).on('error', reject);
    });
  const closing = (socket: WebSocket): Promise<number> => new Promise((resolve) => socket.on('close', resolve));

  test('answers calls over the socket', async () => {
    const socket = await open();
    await expect(connect(socketPort(socket)).call('memory', {})).resolves.toEqual(memory);
    socket.close();
  });

  test('does not send the key back as the chosen protocol', async () => {
    const socket = await open();
    expect(socket.protocol).toBe('arcspace');
    socket.close();
  });

  test.each([
    ['text', 'hello'],
    ['bytes that are no message', Buffer.from([0xc1, 0xff])],
    ['a message of no kind', Buffer.from(encodeMessage({ kind: 'other' } as never))],
  ])('closes a socket that sends %s, and goes on serving others', async (_, sent) => {
    const [hostile, friendly] = [await open(), await open()];
    const closed = closing(hostile);
    hostile.send(sent);
    expect(await closed).toBe(4400);
    await expect(connect(socketPort(friendly)).call('memory', {})).resolves.toEqual(memory);
    friendly.close();
  });

  test('closes a socket that announces more than a message may hold, before it is sent', async () => {
    const socket = await open();
    const closed = closing(socket);
    const header = Buffer.alloc(14);
    header.set([0x82, 0xff]);
    header.writeBigUInt64BE(BigInt(2 ** 33), 2);
    (socket as unknown as { _socket: { write(bytes: Buffer): void } })._socket.write(header);
    expect(await closed).toBe(1009);
  });

  test('survives a socket that breaks off in the middle of a message', async () => {
    const socket = await open();
    const half = Buffer.from([0x82, 0xfe, 0x10, 0x00, 1, 2, 3, 4, 9, 9]);
    (socket as unknown as { _socket: { end(bytes: Buffer): void } })._socket.end(half);
    await closing(socket);
    const next = await open();
    await expect(connect(socketPort(next)).call('memory', {})).resolves.toEqual(memory);
    next.close();
  });
});

describe('the port', () => {
  test('is another free one when the usual one is taken, and an error when the user asked for it', async () => {
    const page = join(folder, 'page');
    await expect(startServer({ page, engine, port: server.port })).rejects.toMatchObject({ code: 'port-taken' });
    const [first, second] = [await startServer({ page, engine }), await startServer({ page, engine })];
    expect(first.port).not.toBe(second.port);
    await Promise.all([first.close(), second.close()]);
  });

  test('is open on this machine only', () => {
    expect(new URL(server.url).hostname).toBe('127.0.0.1');
  });
});
