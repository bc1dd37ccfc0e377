import { describe, expect, test } from 'vitest';
import { tensor } from '../tensor/tensor.ts';
import { createCache } from './cache.ts';
import type { RunEvent } from './events.ts';
import { nodeContext } from './nodeContext.ts';
import { fakeRegistry } from './testing/fakeNodes.ts';
import { fakeServices } from './testing/fakeServices.ts';

const black = tensor(new Float32Array(3), [1, 3, 1, 1]);

/** A context whose clock stands still until it is told otherwise. */
function contextOf({ watched = true, aborted = false } = {}) {
  const fake = fakeServices({ 'set/a.png': 'one', 'set/b.png': 'two', 'other/c.png': 'three' });
  const clock = { now: 1000, yields: 0 };
  const yieldToHost = async () => {
    clock.yields++;
  };
  const events: (RunEvent & { type: 'progress' })[] = [];
  const told = { warnings: [] as string[], written: [] as string[], makeshift: false };
  const definition = fakeRegistry.get('steps');
  if (!definition) throw new Error('there is such a node');
  const context = nodeContext(
    {
      plan: { nodes: [], problems: [] },
      cache: createCache(0),
      services: { ...fake.services, now: () => clock.now, yieldToHost },
      signal: {
        aborted,
        throwIfAborted: () => {
          if (aborted) throw new DOMException('stop', 'AbortError');
        },
      },
      emit: (event) => event.type === 'progress' && events.push(event),
      watched: () => watched,
    },
    { id: 'denoise', definition, parameters: {}, inputs: new Map() },
    told,
  );
  return { context, clock, events, ...told, files: fake.files };
}

describe('the progress of a node', () => {
  test('tells the time left by its own pace, once a step is done', async () => {
    const { context, clock, events } = contextOf();
    await context.progress({ step: 0, of: 4 });
    clock.now += 300;
    await context.progress({ step: 1, of: 4 });
    clock.now += 500;
    await context.progress({ step: 2, of: 4 });
    expect(events).toEqual([
      { type: 'progress', node: 'denoise', step: 0, of: 4 },
      { type: 'progress', node: 'denoise', step: 1, of: 4, left: 900 },
      { type: 'progress', node: 'denoise', step: 2, of: 4, left: 800 },
    ]);
  });

  test('shows a preview now and then, at most every 120 ms', async () => {
    const { context, clock, events } = contextOf();
    let made = 0;
    const preview = async () => {
      made++;
      return black;
    };
    for (let step = 1; step <= 7; step++) {
      clock.now += 50;
      await context.progress({ step, of: 7, preview });
    }
    expect(events.map((event) => 'preview' in event)).toEqual([false, false, true, false, false, true, false]);
    expect(made).toBe(2);
    expect(events[2]).toMatchObject({ step: 3, of: 7, preview: { width: 1, height: 1, frames: 1 } });
    clock.now += 120;
    await context.progress({ step: 7, of: 7, preview });
    expect(made).toBe(3);
  });

  test('makes no preview where nobody watches', async () => {
    const { context, clock, events } = contextOf({ watched: false });
    clock.now += 500;
    await context.progress({ step: 1, of: 2, preview: () => Promise.reject(new Error('made in vain')) });
    expect(events).toEqual([{ type: 'progress', node: 'denoise', step: 1, of: 2, left: 500 }]);
  });

  test('lets the host work every tenth of a second, no more often', async () => {
    const { context, clock } = contextOf();
    for (let step = 1; step <= 10; step++) {
      clock.now += 40;
      await context.progress({ step, of: 10 });
    }
    expect(clock.yields).toBe(3);
  });

  test('ends the node once the run is cancelled, after what was done is told', async () => {
    const { context, events } = contextOf({ aborted: true });
    await expect(context.progress({ step: 1, of: 2 })).rejects.toThrow('stop');
    expect(events).toHaveLength(1);
  });
});

test('a warning is kept once, however often it is given', () => {
  const { context, warnings } = contextOf();
  for (const message of ['Slow.', 'Large.', 'Slow.']) context.warn(message);
  expect(warnings).toEqual(['Slow.', 'Large.']);
});

test('a node reads and lists files, and what it writes is noted', async () => {
  const { context, written, files } = contextOf();
  expect(await context.files.list('set', ['png'])).toEqual(['set/a.png', 'set/b.png']);
  expect(await context.files.fingerprint('set/a.png')).toBe('one');
  expect(await context.files.read('set/b.png')).toHaveLength(3);
  expect(await context.files.write('out.txt', Uint8Array.of(65))).toBe('out.txt');
  expect(written).toEqual(['out.txt']);
  expect(files.get('out.txt')).toBe('A');
});
