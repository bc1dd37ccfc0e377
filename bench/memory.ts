import { nodeRegistry } from '../nodes/index.ts';
import { setParameter } from '../src/graph/edit/setNode.ts';
import { parseWorkflow } from '../src/graph/workflow/parse.ts';
import type { EngineClient } from '../src/protocol/protocol.ts';
import { connectTo } from './connectTo.ts';
import type { Host } from './host.ts';
import type { Row } from './measure.ts';
import { textToImage } from './workflows.ts';

const TARGET = 500;
/** Runs with new results: as many as fill the cache of 512 MB. */
const RUNS = 1750;
/** Share by which the process may hold more than the cache counts. */
const MORE = 0.25;
const MEGABYTE = 2 ** 20;

interface Pictures {
  readonly client: EngineClient;
  /** Makes the picture of a seed. */
  compute(seed: number): Promise<void>;
}

/** What the engine process holds: after a few pictures, with a full cache, and when that was freed. */
export async function memory(program: string, host: Host): Promise<Row[]> {
  const connected = await connectTo(host);
  const { workflow } = parseWorkflow(textToImage(program), nodeRegistry);
  const pictures: Pictures = {
    client: connected.client,
    compute(seed) {
      const seeded = setParameter(setParameter(workflow, 'noise', 'seed', seed), 'denoise', 'steps', 1);
      return connected.compute(seeded, `seed-${seed}`);
    },
  };
  const rows = [await afterOne(pictures), ...(await whenFull(pictures))];
  connected.close();
  return rows;
}

async function afterOne({ client, compute }: Pictures): Promise<Row> {
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

async function whenFull({ client, compute }: Pictures): Promise<Row[]> {
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
