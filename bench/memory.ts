import { WebSocket } from 'ws';
import { nodeRegistry } from '../nodes/index.ts';
import { setParameter } from '../src/graph/edit/setNode.ts';
import { parseWorkflow } from '../src/graph/workflow/parse.ts';
import { connect } from '../src/protocol/connect.ts';
import { followRun } from '../src/protocol/followRun.ts';
import { socketPort } from '../src/protocol/ports/socketPort.ts';
import type { EngineClient } from '../src/protocol/protocol.ts';
import { enter } from '../src/server/testing/enter.ts';
import type { Host } from './host.ts';
import type { Row } from './measure.ts';
import { textToImage } from './workflows.ts';

const TARGET = 500;
/** Runs with new results: as many as fill the cache of 512 MB. */
const RUNS = 1750;
/** Share by which the process may hold more than the cache counts. */
const MORE = 0.25;
const MEGABYTE = 2 ** 20;

interface Connected {
  readonly client: EngineClient;
  /** Makes the picture of a seed. */
  compute(seed: number): Promise<void>;
  close(): void;
}

/** What the engine process holds: after a few pictures, with a full cache, and when that was freed. */
export async function memory(program: string, host: Host): Promise<Row[]> {
  const connected = await connectTo(program, host);
  const rows = [await afterOne(connected), ...(await whenFull(connected))];
  connected.close();
  return rows;
}

async function connectTo(program: string, { url }: Host): Promise<Connected> {
  const { host } = new URL(url);
  const headers = { Cookie: await enter(url) };
  const socket = new WebSocket(`ws://${host}/engine`, 'arcspace', { origin: `http://${host}`, headers });
  socket.binaryType = 'arraybuffer';
  await new Promise((resolve, reject) => socket.on('open', resolve).on('error', reject));
  const client = connect(socketPort(socket));
  const { workflow } = parseWorkflow(textToImage(program), nodeRegistry);
  return {
    client,
    async compute(seed) {
      const name = { client: 'bench', run: `seed-${seed}` };
      const seeded = setParameter(setParameter(workflow, 'noise', 'seed', seed), 'denoise', 'steps', 1);
      const run = { workflow: seeded, path: null, targets: [], lane: 'bench', watch: null, shown: {} };
      await client.call('submit', { ...name, ...run });
      await followRun(client, name, () => {});
    },
    close: () => socket.close(),
  };
}

async function afterOne({ client, compute }: Connected): Promise<Row> {
  for (const seed of [1, 2, 3]) {
    await compute(seed);
    await client.call('free', {});
  }
  await compute(4);
  const megabytes = (await client.call('memory', {})).resident / MEGABYTE;
  return {
    what: 'Resident memory of the engine with the embedded model, after a run',
    measured: `${megabytes.toFixed(0)} MB`,
    target: `at most ${TARGET} MB`,
    met: megabytes <= TARGET,
  };
}

async function whenFull({ client, compute }: Connected): Promise<Row[]> {
  const before = await client.call('memory', {});
  for (let seed = 5; seed < 5 + RUNS; seed++) await compute(seed);
  const full = await client.call('memory', {});
  const freed = await client.call('free', {});
  const counted = full.cached - before.cached;
  const held = full.resident - before.resident;
  const left = freed.resident - before.resident;
  return [
    {
      what: `Memory that the engine holds for ${Math.round(counted / MEGABYTE)} MB of cached results, after ${RUNS} runs`,
      measured: `${(held / MEGABYTE).toFixed(0)} MB`,
      target: `at most ${(((1 + MORE) * counted) / MEGABYTE).toFixed(0)} MB`,
      met: held <= (1 + MORE) * counted,
    },
    {
      what: 'What is left of it when memory is freed',
      measured: `${(left / MEGABYTE).toFixed(0)} MB`,
      target: `at most ${((MORE * counted) / MEGABYTE).toFixed(0)} MB`,
      met: left <= MORE * counted,
    },
  ];
}
