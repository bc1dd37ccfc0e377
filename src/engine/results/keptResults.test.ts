import { existsSync, readdirSync, readFileSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { defineNode } from '../../graph/defineNode.ts';
import type { RunEvent } from '../../graph/events.ts';
import { port } from '../../graph/port.ts';
import { createRegistry } from '../../graph/registry.ts';
import { workflowOf } from '../../graph/testing/workflowOf.ts';
import type { Workflow } from '../../graph/workflow/schema.ts';
import type { KeptPictures } from '../../protocol/types.ts';
import { map, tensor } from '../../tensor/tensor.ts';
import { createEngine, type Engine, type EngineSettings } from '../createEngine.ts';
import { temporaryFolder } from '../testing/temporaryFolder.ts';

const folder = temporaryFolder();
const results = () => join(folder.path, 'cache/results');
const plain = { version: 1, migrations: [], examples: [], docs: 'For tests.', parameters: z.object({}) };

/** Numbers that take a while; a picture of shades that is made at once. */
const registry = createRegistry({
  test: [
    defineNode({
      ...plain,
      type: 'slow',
      title: 'Slow',
      inputs: { number: port('number', 'passed') },
      parameters: z.object({ number: z.number().default(1), milliseconds: z.number().default(40) }),
      outputs: { number: port('number', 'the same') },
      compute: async ({ inputs, parameters }, context) => {
        await sleep(parameters.milliseconds);
        context.warn('It was slow.');
        return { number: inputs.number };
      },
    }),
    defineNode({
      ...plain,
      type: 'large',
      title: 'Large',
      inputs: {},
      parameters: z.object({ seed: z.number().default(0) }),
      outputs: { image: port('image', 'a picture') },
      compute: async ({ parameters }) => {
        await sleep(40);
        return {
          image: map(
            tensor(new Float32Array(3 * 128 * 128), [1, 3, 128, 128]),
            (_, i) => (i + parameters.seed) / 49152,
          ),
        };
      },
    }),
    defineNode({
      ...plain,
      type: 'length_of_file',
      title: 'Length of file',
      effects: 'reads-files',
      reads: () => ['a.txt'],
      inputs: {},
      outputs: { number: port('number', 'its length') },
      compute: async (_, context) => {
        await sleep(40);
        const number = (await context.files.read('a.txt')).length;
        // As an editor that saves meanwhile.
        if (number === 3) folder.write('a.txt', 'four');
        return { number };
      },
    }),
  ],
});

const open: Engine[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((engine) => engine.close()));
});

/** Another process: it has nothing in memory. */
function start(settings: Partial<EngineSettings> = {}): Engine {
  const engine = createEngine({
    program: join(import.meta.dirname, '../../..'),
    workspace: folder.path,
    resultsFolder: results(),
    machineFolder: join(folder.path, 'data'),
    provider: 'cpu',
    registry,
    maker: async () => 'this program',
    ...settings,
  });
  open.push(engine);
  return engine;
}

async function run(engine: Engine, workflow: Workflow, kept?: KeptPictures) {
  const events: RunEvent[] = [];
  const request = { workflow, path: null, targets: [], watch: null, shown: {}, kept };
  const done = await engine.run(request, new AbortController().signal, (event) => events.push(event));
  const finished = events.flatMap((event) => (event.type === 'finished' ? [event] : []));
  return { ...done, finished };
}

const slow = (number: number, milliseconds = 40) =>
  workflowOf({ slow: { type: 'slow', parameters: { number, milliseconds } } }, []);
/** Those that are whole. */
const files = () => names().map((name) => join(results(), name));
const names = () => (existsSync(results()) ? readdirSync(results()).filter((name) => name.endsWith('.kept')) : []);

/** A process that computes and ends. */
async function computed(workflow: Workflow, settings: Partial<EngineSettings> = {}) {
  const engine = start(settings);
  const done = await run(engine, workflow);
  await engine.close();
  return done;
}

describe('a result that took a while', () => {
  test('is not computed by the next process, with its warnings', async () => {
    const first = await computed(slow(7));
    expect(first).toMatchObject({ executed: 1, cached: 0 });
    const next = await computed(slow(7));
    expect(next).toMatchObject({ executed: 0, cached: 1 });
    const told = ({ outputs, warnings, key }: (typeof first.finished)[0]) => ({ outputs, warnings, key });
    expect(next.finished.map(told)).toEqual(first.finished.map(told));
    expect(next.finished[0]?.warnings).toEqual(['It was slow.']);
    expect((await computed(slow(8))).executed).toBe(1);
  });

  test('is there for the next process also where the one that made it was killed soon after', async () => {
    await run(start(), slow(7, 1001));
    await expect.poll(() => files().length, { timeout: 20_000 }).toBe(1);
    expect(await run(start(), slow(7, 1001))).toMatchObject({ executed: 0, cached: 1 });
  });

  test('is computed where the program, the processor or a driver is another one', async () => {
    await computed(slow(7));
    expect((await computed(slow(7), { maker: async () => 'another program' })).executed).toBe(1);
    expect((await computed(slow(7))).executed).toBe(0);
  });

  test('is computed and not kept where nothing is to be kept', async () => {
    await computed(slow(7), { resultsFolder: undefined });
    expect((await computed(slow(7))).executed).toBe(1);
  });

  test('of many under a slider is kept where it came to rest', async () => {
    const engine = start();
    for (const number of [1, 2, 3]) await run(engine, slow(number), 'newest');
    await engine.close();
    expect(files()).toHaveLength(1);
    expect((await computed(slow(3))).executed).toBe(0);
  });

  test('of many cells of a sweep each is kept, also where the process is killed soon after', async () => {
    const engine = start();
    for (const number of [1, 2, 3]) await run(engine, slow(number));
    await expect.poll(() => files().length, { timeout: 20_000 }).toBe(3);
    for (const number of [1, 2, 3]) expect((await run(start(), slow(number))).executed).toBe(0);
  });

  test('lies where only this user can look', async () => {
    await computed(slow(7));
    if (process.platform !== 'win32') expect(statSync(results()).mode & 0o777).toBe(0o700);
  });
});

test('what was made in no time is made again', async () => {
  await computed(slow(7, 0));
  expect((await computed(slow(7, 0))).executed).toBe(1);
});

describe('what lies there and is', () => {
  test.each([
    ['damaged', (bytes: Buffer) => bytes.fill(7, 20, 24)],
    ['cut', (bytes: Buffer) => bytes.subarray(0, -10)],
    ['empty', () => Buffer.alloc(0)],
    ['something else', () => Buffer.from('<html>no result</html>')],
  ])('%s is computed anew, and kept again', async (_, spoil) => {
    await computed(slow(7));
    for (const file of files()) writeFileSync(file, spoil(readFileSync(file)));
    expect((await computed(slow(7))).executed).toBe(1);
    expect((await computed(slow(7))).executed).toBe(0);
  });
});

test('a result of a file that was written to meanwhile is not kept', async () => {
  const reading = workflowOf({ length: { type: 'length_of_file' } }, []);
  folder.write('a.txt', 'one');
  await computed(reading);
  expect(readdirSync(folder.path)).not.toContain('cache');
  expect((await computed(reading)).finished[0]?.outputs.number).toMatchObject({ value: 4 });
  expect((await computed(reading)).executed).toBe(0);
});

test('beyond the budget what was not used for longest goes', async () => {
  const large = (seed: number) => workflowOf({ large: { type: 'large', parameters: { seed } } }, []);
  folder.write('data/results.json', JSON.stringify({ budget: 500_000 }));
  await computed(large(1));
  await computed(large(2));
  for (const file of files()) utimesSync(file, 1000, 1000);
  expect((await computed(large(1))).executed).toBe(0);
  await computed(large(3));
  expect((await computed(large(1))).executed).toBe(0);
  expect((await computed(large(3))).executed).toBe(0);
  expect((await computed(large(2))).executed).toBe(1);
});

test('a budget of nothing keeps nothing', async () => {
  folder.write('data/results.json', JSON.stringify({ budget: 0 }));
  await computed(slow(7));
  expect((await computed(slow(7))).executed).toBe(1);
});

test('where nothing can be written all runs go on', async () => {
  folder.write('cache', 'a file');
  expect((await computed(slow(7))).executed).toBe(1);
  expect((await computed(slow(7))).executed).toBe(1);
});
