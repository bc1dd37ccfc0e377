import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { tensor } from '../tensor/tensor.ts';
import { createCache } from './cache.ts';
import { defineNode } from './defineNode.ts';
import type { RunEvent } from './events.ts';
import { execute } from './execute.ts';
import type { Execution } from './execution.ts';
import { plan } from './plan.ts';
import { port } from './port.ts';
import { createRegistry, type NodeRegistry } from './registry.ts';
import { fakeRegistry } from './testing/fakeNodes.ts';
import { fakeServices } from './testing/fakeServices.ts';
import { workflowOf } from './testing/workflowOf.ts';
import type { Workflow } from './workflow/schema.ts';

const shared = { version: 1, migrations: [], examples: [], docs: 'For tests.', inputs: {}, terminal: true } as const;
const grey = tensor(new Float32Array(3).fill(0.2), [1, 3, 1, 1]);

const paint = defineNode({
  ...shared,
  type: 'paint',
  title: 'Paint',
  preview: 'images',
  framesPerSecond: ({ rate }) => rate,
  parameters: z.object({ rate: z.number().default(8) }),
  outputs: { first: port('image', 'a picture'), count: port('number', 'how many'), second: port('image', 'another') },
  compute: () => ({ first: grey, count: 2, second: grey }),
});
const still = defineNode({
  ...shared,
  type: 'still',
  title: 'Still',
  preview: 'images',
  parameters: z.object({}),
  outputs: { image: port('image', 'a picture') },
  compute: () => ({ image: grey }),
});
const forgetful = defineNode({
  ...shared,
  type: 'forgetful',
  title: 'Forgetful',
  parameters: z.object({}),
  outputs: { number: port('number', 'never given') },
  compute: () => ({}) as { number: number },
});
const registry: NodeRegistry = new Map([...fakeRegistry, ...createRegistry({ test: [paint, still, forgetful] })]);

function session(fake = fakeServices()) {
  const cache = createCache(1e6);
  return async (workflow: Workflow, more: Partial<Execution> = {}) => {
    const events: RunEvent[] = [];
    const result = await execute({
      plan: plan(workflow, registry, []),
      cache,
      services: fake.services,
      signal: { aborted: false, throwIfAborted: () => {} },
      emit: (event) => events.push(event),
      watched: () => true,
      ...more,
    });
    const finished = events.flatMap((event) => (event.type === 'finished' ? [event] : []));
    return { result, events, finished };
  };
}

const pair = workflowOf({ value: { type: 'value' }, show: { type: 'show' } }, ['value.number show.number']);

describe('what a run tells', () => {
  test('the nodes that it will compute, then each as it starts and ends, then the end', async () => {
    const { events } = await session()(pair);
    expect(events[0]).toEqual({ type: 'queued', nodes: ['value', 'show'] });
    expect(events.slice(1).map((event) => ('node' in event ? `${event.type} ${event.node}` : event.type))).toEqual([
      'started value',
      'finished value',
      'started show',
      'finished show',
      'done',
    ]);
  });

  test('how many nodes were computed and how many were known', async () => {
    const run = session();
    const first = await run(pair);
    expect(first.result).toEqual({ outcome: 'completed', executed: 2, cached: 0 });
    const second = await run(pair);
    expect(second.result).toEqual({ outcome: 'completed', executed: 0, cached: 2 });
    expect(second.events.at(-1)).toMatchObject({ type: 'done', outcome: 'completed', executed: 0, cached: 2 });
    expect(second.events.some((event) => event.type === 'started')).toBe(false);
  });

  test('how long each node and the whole took', async () => {
    const { services } = fakeServices({ 'a.txt': 'text' });
    let clock = 1000;
    const read = async (path: string) => {
      clock += 40;
      return services.files.read(path);
    };
    const slow = { ...services, now: () => clock, files: { ...services.files, read } };
    const reading = workflowOf({ one: { type: 'read_file' }, show: { type: 'show' } }, ['one.number show.number']);
    const { events, finished } = await session()(reading, { services: slow });
    expect(finished.map(({ milliseconds }) => milliseconds)).toEqual([40, 0]);
    expect(events.at(-1)).toMatchObject({ type: 'done', milliseconds: 40 });
  });

  test('which node failed, and why', async () => {
    const { events, result } = await session()(workflowOf({ bad: { type: 'fail' } }));
    const problem = {
      code: 'broken',
      message: 'It broke.',
      remedy: 'Mend it.',
      place: { node: 'bad', port: 'number' },
    };
    expect(events.filter((event) => event.type === 'failed')).toEqual([{ type: 'failed', node: 'bad', problem }]);
    expect(result).toEqual({ outcome: 'failed', executed: 0, cached: 0, problem });
  });

  test('that a node which gives nothing at an output is at fault', async () => {
    const { result } = await session()(workflowOf({ bad: { type: 'forgetful' } }));
    expect(result.problem).toMatchObject({ code: 'internal', place: { node: 'bad', port: 'number' } });
    expect(result.problem?.message).toContain('"number"');
    expect(result.problem?.remedy).not.toBe('');
  });

  test('the files that a node wrote, in later runs too', async () => {
    const run = session();
    const writing = workflowOf({ value: { type: 'value' }, write: { type: 'write_file' } }, [
      'value.number write.number',
    ]);
    for (const { finished } of [await run(writing), await run(writing)]) {
      expect(finished.map(({ node, files }) => [node, files])).toEqual([
        ['value', []],
        ['write', ['out.txt']],
      ]);
    }
  });
});

describe('the pictures of a node', () => {
  const painting = workflowOf({ paint: { type: 'paint', parameters: { rate: 12 } }, still: { type: 'still' } });
  const values = workflowOf({ steps: { type: 'steps' } });
  const picture = { width: 1, height: 1, frames: 1, rgba: new Uint8ClampedArray([51, 51, 51, 255]) };

  test('come with its result: one for each output that is one, at the pace that the node gives', async () => {
    const { finished } = await session()(painting);
    const [animated, plain] = finished;
    expect(animated?.pictures).toEqual([
      { ...picture, framesPerSecond: 12 },
      { ...picture, framesPerSecond: 12 },
    ]);
    expect(plain?.pictures).toEqual([picture]);
  });

  test('are none where a node shows none', async () => {
    expect((await session()(values)).finished[0]?.pictures).toEqual([]);
  });

  test('are left out where nobody watches', async () => {
    const { finished } = await session()(painting, { watched: (node) => node === 'still' });
    expect(finished.map((event) => 'pictures' in event)).toEqual([false, true]);
  });

  test('are left out where the watcher shows those of the same result, and sent where it shows others', async () => {
    const run = session();
    const { finished } = await run(painting);
    const keys = new Map(finished.map(({ node, key }) => [node, key]));
    const again = await run(painting, { shown: (node) => (node === 'paint' ? keys.get(node) : 'another key') });
    expect(again.finished.map((event) => [event.node, 'pictures' in event])).toEqual([
      ['paint', false],
      ['still', true],
    ]);
  });
});
