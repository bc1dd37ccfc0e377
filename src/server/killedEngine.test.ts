import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { WebSocket } from 'ws';
import { type SupervisedEngine, superviseClient } from '../host/superviseClient.ts';
import { connect } from '../protocol/connect.ts';
import { socketPort } from '../protocol/ports/socketPort.ts';
import type { EngineClient, Events } from '../protocol/protocol.ts';
import { forkEngine } from './forkEngine.ts';
import { type RunningServer, startServer } from './startServer.ts';
import { enter } from './testing/enter.ts';

const script = fileURLToPath(new URL('./testing/engineScript.mjs', import.meta.url));
const brokenScript = fileURLToPath(new URL('./testing/brokenScript.mjs', import.meta.url));
const page = fileURLToPath(new URL('./testing', import.meta.url));
const options = { program: '/nowhere', workspace: '/nowhere' };
let engine: SupervisedEngine;
let server: RunningServer;

beforeEach(async () => {
  engine = superviseClient(() => forkEngine(script, options));
  server = await startServer({ page, engine: engine.client, port: 0 });
  cookie = await enter(server.url);
});

afterEach(async () => {
  engine.stop();
  await server.close();
});

let cookie: string;

/** A browser's end of the WebSocket. */
function browser(): Promise<{ client: EngineClient; socket: WebSocket }> {
  const { host } = new URL(server.url);
  const socket = new WebSocket(`ws://${host}/engine`, 'arcspace', {
    origin: `http://${host}`,
    headers: { Cookie: cookie },
  });
  socket.binaryType = 'arraybuffer';
  return new Promise((resolve, reject) => {
    socket.on('open', () => resolve({ client: connect(socketPort(socket)), socket })).on('error', reject);
  });
}

const processOf = async (client: EngineClient): Promise<number> => (await client.call('memory', {})).resident;

describe('the engine process is killed in the middle of a run', () => {
  test('calls under way fail with a clear problem, every client hears of it, and all stay connected to the next engine', async () => {
    const [one, two] = [await browser(), await browser()];
    const restarts: Events['restarted'][] = [];
    for (const { client } of [one, two]) client.on('restarted', (event) => restarts.push(event));
    const watch = { client: 'window', run: 'r', from: 0, ahead: false };
    const watching = one.client.call('watch', watch).catch((thrown: unknown) => thrown);

    const killed = await processOf(two.client);
    process.kill(killed, 'SIGKILL');

    expect(await watching).toMatchObject({ code: 'connection-lost', remedy: expect.stringContaining('Run again') });
    await vi.waitFor(() => expect(restarts).toHaveLength(2));
    expect(restarts[0]?.problem.message).toContain('was killed by SIGKILL');
    for (const { client, socket } of [one, two]) {
      const next = await processOf(client);
      expect(next).not.toBe(killed);
      expect(socket.readyState).toBe(WebSocket.OPEN);
      socket.close();
    }
  });

  test('a call made before the next engine is up waits for it', async () => {
    const { client, socket } = await browser();
    const killed = await processOf(client);
    process.kill(killed, 'SIGKILL');
    await new Promise<void>((resolve) => client.on('restarted', () => resolve()));
    expect(await processOf(client)).not.toBe(killed);
    socket.close();
  });

  test('an engine that cannot start fails calls with what it said', async () => {
    const broken = superviseClient(() => forkEngine(brokenScript, options));
    const failure = await broken.client.call('memory', {}).catch((thrown: unknown) => thrown);
    expect(failure).toMatchObject({ code: expect.stringMatching(/engine-ended|connection-lost/) });
    await vi.waitFor(
      () =>
        expect(broken.client.call('memory', {})).rejects.toMatchObject({
          message: expect.stringContaining('a library is missing'),
        }),
      { timeout: 10_000, interval: 100 },
    );
    broken.stop();
  });
});

test('bytes reach the engine process as bytes', async () => {
  const answer = await engine.client.call('importFile', { name: 'a.png', bytes: new Uint8Array([1, 42]) });
  expect(answer).toMatchObject({ cached: 42 });
});
