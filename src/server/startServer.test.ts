import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect as connectTcp } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { WebSocket } from 'ws';
import { encodeMessage } from '../protocol/codec.ts';
import { connect } from '../protocol/connect.ts';
import { socketPort } from '../protocol/ports/socketPort.ts';
import type { EngineClient } from '../protocol/protocol.ts';
import { createPass } from './pass.ts';
import { type RunningServer, startServer } from './startServer.ts';
import { enter } from './testing/enter.ts';

const folder = mkdtempSync(join(tmpdir(), 'arcspace-server-'));
const outside = 'outside the page';
const secret = new Uint8Array(32).fill(7);
const memory = { resident: 1, cached: 2, sessions: 3 };
const engine: EngineClient = {
  call: (async (name: string) => {
    if (name === 'memory') return memory;
    throw new Error('not here');
  }) as EngineClient['call'],
  on: () => () => {},
};

let server: RunningServer;
let cookie: string;
/** Addresses that the terminal shows, the newest last. */
const announced: string[] = [];

beforeAll(async () => {
  mkdirSync(join(folder, 'page/assets'), { recursive: true });
  writeFileSync(join(folder, 'page/index.html'), '<!doctype html><title>Arcspace</title>');
  writeFileSync(join(folder, 'page/assets/index.js'), 'export {};');
  writeFileSync(join(folder, 'secret.txt'), outside);
  mkdirSync(join(folder, 'guest'));
  writeFileSync(join(folder, 'guest/index.html'), '<!doctype html><title>A guest</title>');
  const options = {
    page: join(folder, 'page'),
    guest: join(folder, 'guest'),
    engine,
    port: 0,
    hosts: ['tunnel.example:8000'],
    secret,
  };
  server = await startServer({ ...options, announce: (address) => announced.push(address) });
  announced.push(server.url);
  cookie = `Cookie: ${await enter(server.url)}`;
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
/** A browser without a pass. */
const ask = (path: string, ...headers: string[]) => raw(`GET ${path} HTTP/1.1`, ...headers, 'Connection: close');
const get = (path: string, ...headers: string[]) => ask(path, cookie, ...headers);
const pathOf = (address: string | undefined): string => new URL(address ?? '').pathname;

const nameOf = (port: number): string => `arcspace-${port}`;
const passFor = (port: number, signedWith = secret, now = Date.now()): string =>
  createPass(signedWith, port, () => now)
    .issue()
    .split(';', 1)[0] ?? '';

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

  test('has one of the user beside it, for browsers with a pass, too', async () => {
    expect(await get('/guest/', own())).toContain('<title>A guest</title>');
    expect(await get('/guest/secret.txt', own())).toMatch(/^HTTP\/1\.1 404/);
    expect(await ask('/guest/', own())).toMatch(/^HTTP\/1\.1 401/);
  });

  test('a query does not change which file is meant', async () => {
    expect(await get('/?a=b', own())).toMatch(/^HTTP\/1\.1 200/);
  });

  test('HEAD answers the headers alone', async () => {
    const answer = await raw('HEAD / HTTP/1.1', own(), cookie, 'Connection: close');
    expect(answer).toMatch(/^HTTP\/1\.1 200/);
    expect(answer).not.toContain('<title>');
  });

  test('is for browsers with a pass: all others are told what to do, whatever they ask for', async () => {
    for (const path of ['/', '/index.html', '/assets/index.js', '/none']) {
      const answer = await ask(path, own());
      expect(answer).toMatch(/^HTTP\/1\.1 401/);
      expect(answer).toContain('address that is shown in the terminal');
      expect(answer).not.toContain('<title>Arcspace</title>');
      expect(answer).toMatch(/content-security-policy: default-src 'none'/i);
    }
  });
});

test('a server for one workflow leads each browser to it', async () => {
  const own = await startServer({ page: join(folder, 'page'), engine, port: 0, app: 'workflows/a "b" & c.json' });
  const enter = (site: string) => fetch(own.url, { redirect: 'manual', headers: { 'Sec-Fetch-Site': site } });
  try {
    const path = '/?app=workflows%2Fa%20%22b%22%20%26%20c.json';
    expect(await (await enter('cross-site')).text()).toContain(`url=${path}"`);
  } finally {
    await own.close();
  }
});

describe('the address that the terminal shows', () => {
  const newest = (): string => pathOf(announced.at(-1));

  test('lets one browser in, with a cookie that no script reads and no other site sends, and leads on to the page', async () => {
    const answer = await ask(newest(), own(), 'Sec-Fetch-Site: none');
    expect(answer).toMatch(/^HTTP\/1\.1 303/);
    expect(answer).toMatch(/\r\nlocation: \/\r\n/i);
    const attributes = /set-cookie: arcspace-\d+=[\w.-]+; (.*)\r/i.exec(answer)?.[1]?.split('; ').sort();
    expect(attributes).toEqual(['HttpOnly', 'Path=/', 'SameSite=Strict']);
    expect(answer).toMatch(/cache-control: no-store/i);
  });

  test('works once: then it says what to do, and the terminal shows the next one', async () => {
    const used = newest();
    const count = announced.length;
    await ask(used, own());
    expect(announced).toHaveLength(count + 1);
    const again = await ask(used, own());
    expect(again).toMatch(/^HTTP\/1\.1 401/);
    expect(again).toContain('was used before');
    expect(again).not.toMatch(/set-cookie/i);
    expect(announced).toHaveLength(count + 1);
    expect(await ask(newest(), own())).toMatch(/set-cookie/i);
  });

  test('opens in any number of tabs of a browser that is in, and is not used up by them', async () => {
    const count = announced.length;
    for (const path of [newest(), pathOf(announced[0])]) {
      const answer = await get(path, own(), 'Sec-Fetch-Site: none');
      expect(answer).toMatch(/^HTTP\/1\.1 303/);
      expect(answer).not.toMatch(/set-cookie/i);
    }
    expect(announced).toHaveLength(count);
  });

  test('leads on by a page of its own where a link of another site was followed: a redirect would lose the cookie', async () => {
    for (const headers of [['Sec-Fetch-Site: cross-site'], []]) {
      const answer = await ask(newest(), own(), ...headers);
      expect(answer).toMatch(/^HTTP\/1\.1 200/);
      expect(answer).toContain('http-equiv="refresh" content="0; url=/"');
      expect(answer).toMatch(/set-cookie/i);
    }
  });

  test.each(['/open/', '/open/AAAA', `/open/${'A'.repeat(32)}`, `/open/${'A'.repeat(5000)}`, '/open/__proto__'])(
    'is none with a code that was never given: %s',
    async (path) => {
      const answer = await ask(path, own());
      expect(answer).toMatch(/^HTTP\/1\.1 401/);
      expect(answer).not.toMatch(/set-cookie/i);
    },
  );

  test('is not used up by a request from another host, or one that only looks', async () => {
    await ask(newest(), 'Host: evil.example');
    await raw(`HEAD ${newest()} HTTP/1.1`, own(), 'Connection: close');
    expect(await ask(newest(), own())).toMatch(/set-cookie/i);
  });

  test('that was made for the browser which is started here has its time', async () => {
    const [short, over] = [server.shortLivedAddress(60_000), server.shortLivedAddress(0)];
    expect(await ask(pathOf(over), own())).toMatch(/^HTTP\/1\.1 401/);
    expect(await ask(pathOf(short), own())).toMatch(/set-cookie/i);
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
    expect(await ask('/')).toMatch(/^HTTP\/1\.1 400/);
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
    expect(answer).not.toContain(outside);
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
  test('opens to its own page with a pass', async () => {
    expect(await upgrade('/engine', own(), ownOrigin(), cookie)).toMatch(/^HTTP\/1\.1 101/);
  });

  test('opens under a host that the user allowed', async () => {
    const headers = ['Host: tunnel.example:8000', 'Origin: http://tunnel.example:8000', cookie];
    expect(await upgrade('/engine', ...headers)).toMatch(/^HTTP\/1\.1 101/);
  });

  test('opens to a browser that was let in before a restart at the same port', async () => {
    const { port } = server;
    await server.close();
    server = await startServer({ page: join(folder, 'page'), engine, port, hosts: ['tunnel.example:8000'], secret });
    expect(await upgrade('/engine', own(), ownOrigin(), cookie)).toMatch(/^HTTP\/1\.1 101/);
  });

  test.each([
    ['no cookie', () => 'X-Nothing: 1'],
    ['an empty cookie', () => `Cookie: arcspace-${server.port}=`],
    ['a cookie that was changed', () => `${cookie}A`],
    [
      'a pass that it signed for another port',
      () => `Cookie: ${passFor(1).replace('arcspace-1', nameOf(server.port))}`,
    ],
    ['a pass that was signed with another secret', () => `Cookie: ${passFor(server.port, new Uint8Array(32))}`],
    ['a pass of last month', () => `Cookie: ${passFor(server.port, secret, Date.now() - 31 * 24 * 60 * 60_000)}`],
    ['a code in place of a pass', () => `Cookie: ${nameOf(server.port)}=${pathOf(server.url).split('/').at(-1)}`],
  ])('stays closed to %s', async (_, header) => {
    expect(await upgrade('/engine', own(), ownOrigin(), header())).toMatch(/^HTTP\/1\.1 401/);
  });

  test('finds its pass among the cookies of other ports', async () => {
    const cookies = `Cookie: arcspace-1=x; a=b; ${cookie.slice('Cookie: '.length)}; c`;
    expect(await upgrade('/engine', own(), ownOrigin(), cookies)).toMatch(/^HTTP\/1\.1 101/);
  });

  test.each([
    'Origin: http://evil.example',
    'Origin: null',
    'Origin: http://127.0.0.1',
    'Origin: https://127.0.0.1:PORT',
    'Origin: http://127.0.0.1:PORT.evil.example',
    'Origin: http://evil.example:PORT',
    'X-No-Origin: 1',
  ])('stays closed to a page of another site, even one that has a pass: %s', async (origin) => {
    const header = origin.replace('PORT', String(server.port));
    expect(await upgrade('/engine', own(), header, cookie)).toMatch(/^HTTP\/1\.1 403/);
  });

  test('stays closed under another host, even with the right origin and a pass', async () => {
    expect(await upgrade('/engine', 'Host: evil.example', ownOrigin(), cookie)).toMatch(/^HTTP\/1\.1 403/);
  });

  test('is at one address only', async () => {
    expect(await upgrade('/other', own(), ownOrigin(), cookie)).toMatch(/^HTTP\/1\.1 404/);
    expect(await upgrade('/engine?a=b', own(), ownOrigin(), cookie)).toMatch(/^HTTP\/1\.1 404/);
  });

  const open = (): Promise<WebSocket> =>
    new Promise((resolve, reject) => {
      const headers = { Cookie: cookie.slice('Cookie: '.length) };
      const options = { origin: `http://127.0.0.1:${server.port}`, headers };
      const socket = new WebSocket(`ws://127.0.0.1:${server.port}/engine`, 'arcspace', options);
      socket.binaryType = 'arraybuffer';
      socket.on('open', () => resolve(socket)).on('error', reject);
    });
  const closing = (socket: WebSocket): Promise<number> => new Promise((resolve) => socket.on('close', resolve));

  test('answers calls over the socket', async () => {
    const socket = await open();
    await expect(connect(socketPort(socket)).call('memory', {})).resolves.toEqual(memory);
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

describe('many clients', () => {
  test('are let in up to a number, and again when some have left', async () => {
    const sockets: WebSocket[] = [];
    const open = () => {
      const headers = { Cookie: cookie.slice('Cookie: '.length) };
      const origin = `http://127.0.0.1:${server.port}`;
      const socket = new WebSocket(`ws://127.0.0.1:${server.port}/engine`, 'arcspace', { origin, headers });
      return new Promise<number>((resolve) => {
        socket.on('open', () => resolve(101)).on('error', () => {});
        socket.on('unexpected-response', (_, { statusCode = 0 }) => resolve(statusCode));
        sockets.push(socket);
      });
    };
    while (sockets.length < 70) await open();
    expect(await open()).toBe(503);
    for (const socket of sockets) socket.terminate();
    await vi.waitFor(async () => expect(await open()).toBe(101));
    sockets.at(-1)?.terminate();
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
