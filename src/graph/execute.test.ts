import { describe, expect, it } from 'vitest';
import { createCache } from './cache.ts';
import type { RunEvent } from './events.ts';
import { execute } from './execute.ts';
import type { Execution } from './execution.ts';
import { plan } from './plan.ts';
import { fakeRegistry, room } from './testing/fakeNodes.ts';
import { type FakeFiles, fakeServices } from './testing/fakeServices.ts';
import { workflowOf } from './testing/workflowOf.ts';
import type { Workflow } from './workflow/schema.ts';

const never = { aborted: false, throwIfAborted: () => {} };

/** A session: one cache, many runs. */
function session(fake: FakeFiles = fakeServices()) {
  const cache = createCache(1e6);
  return async (workflow: Workflow, options: Partial<Execution> & { targets?: string[] } = {}) => {
    const events: RunEvent[] = [];
    const result = await execute({
      plan: plan(workflow, fakeRegistry, options.targets ?? []),
      cache,
      services: fake.services,
      signal: never,
      emit: (event) => events.push(event),
      watched: () => true,
      ...options,
    });
    return { ...result, events, executed: nodesWith(events, false), cached: nodesWith(events, true) };
  };
}

function nodesWith(events: readonly RunEvent[], cached: boolean): string[] {
  return events.flatMap((event) => (event.type === 'finished' && event.cached === cached ? [event.node] : []));
}

function valueAt(events: readonly RunEvent[], node: string): unknown {
  return events.flatMap((event) => (event.type === 'finished' && event.node === node ? [event.outputs] : [])).at(-1)
    ?.number?.value;
}

const chain = (value: number) =>
  workflowOf(
    {
      other: { type: 'value', parameters: { value: 7 } },
      value: { type: 'value', parameters: { value } },
      double: { type: 'double' },
      sum: { type: 'sum', version: 2 },
      show: { type: 'show' },
      shown: { type: 'show' },
    },
    [
      'value.number double.number',
      'double.number sum.terms.1',
      'other.number sum.terms.2',
      'sum.number show.number',
      'other.number shown.number',
    ],
  );

describe('a run', () => {
  it('computes each node after those that it needs', async () => {
    const { outcome, events } = await session()(chain(3));
    expect(outcome).toBe('completed');
    expect(valueAt(events, 'show')).toBe(13);
    const finished = events.flatMap((event) => (event.type === 'finished' ? [event.node] : []));
    expect(finished.indexOf('double')).toBeGreaterThan(finished.indexOf('value'));
    expect(finished.indexOf('show')).toBeGreaterThan(finished.indexOf('sum'));
  });

  it('executes no node the second time', async () => {
    const run = session();
    await run(chain(3));
    const second = await run(chain(3));
    expect(second.executed).toEqual([]);
    expect(second.cached).toHaveLength(6);
  });

  it('executes the changed node and what hangs on it, nothing else', async () => {
    const run = session();
    await run(chain(3));
    const { executed, events } = await run(chain(4));
    expect(executed).toEqual(['value', 'double', 'sum', 'show']);
    expect(valueAt(events, 'show')).toBe(15);
  });

  it('does not take a makeshift result, nor what came of it, for the usual one once there is room', async () => {
    const run = session();
    const cramped = workflowOf({ cramped: { type: 'cramped' }, show: { type: 'show' } }, [
      'cramped.number show.number',
    ]);
    room.short = true;
    const first = await run(cramped);
    expect(first.events).toContainEqual(expect.objectContaining({ node: 'cramped', warnings: ['There was no room.'] }));
    room.short = false;
    const second = await run(cramped);
    expect(second.executed).toEqual(['cramped', 'show']);
    expect((await run(cramped)).executed).toEqual([]);
  });

  it('stops at the named targets', async () => {
    const { executed } = await session()(chain(3), { targets: ['double'] });
    expect(executed).toEqual(['value', 'double']);
  });

  it('runs the ends of a graph in which nothing shows or writes', async () => {
    const { executed } = await session()(
      workflowOf({ a: { type: 'value' }, b: { type: 'double' } }, ['a.number b.number']),
    );
    expect(executed).toEqual(['a', 'b']);
  });

  it('reads a file again when its content has changed', async () => {
    const fake = fakeServices({ 'a.txt': 'one' });
    const run = session(fake);
    const workflow = workflowOf({ read: { type: 'read_file' } });
    expect(valueAt((await run(workflow)).events, 'read')).toBe(3);
    expect((await run(workflow)).executed).toEqual([]);
    fake.files.set('a.txt', 'four');
    expect(valueAt((await run(workflow)).events, 'read')).toBe(4);
  });

  it('writes a file again when it is gone or was changed', async () => {
    const fake = fakeServices();
    const run = session(fake);
    const workflow = workflowOf({ value: { type: 'value' }, write: { type: 'write_file' } }, [
      'value.number write.number',
    ]);
    await run(workflow);
    expect(fake.files.get('out.txt')).toBe('1');
    expect((await run(workflow)).executed).toEqual([]);
    fake.files.delete('out.txt');
    expect((await run(workflow)).executed).toEqual(['write']);
    expect(fake.files.get('out.txt')).toBe('1');
    fake.files.set('out.txt', 'somebody else wrote here');
    expect((await run(workflow)).executed).toEqual(['write']);
    expect(fake.files.get('out.txt')).toBe('1');
  });

  it('gives an unconnected input the parameter of its name', async () => {
    const workflow = workflowOf(
      { value: { type: 'value' }, sum: { type: 'sum', version: 2, parameters: { plus: 5 } } },
      ['value.number sum.terms.1'],
    );
    expect(valueAt((await session()(workflow)).events, 'sum')).toBe(6);
  });

  it('lets a wire win over the parameter of its name', async () => {
    const workflow = workflowOf(
      { value: { type: 'value' }, sum: { type: 'sum', version: 2, parameters: { plus: 5 } } },
      ['value.number sum.terms.1', 'value.number sum.plus'],
    );
    expect(valueAt((await session()(workflow)).events, 'sum')).toBe(2);
  });

  it('passes values through reroutes and bypassed nodes', async () => {
    const workflow = workflowOf(
      {
        value: { type: 'value', parameters: { value: 4 } },
        way: { type: 'reroute' },
        double: { type: 'double', mode: 'bypass' },
        show: { type: 'show' },
      },
      ['value.number way.value', 'way.value double.number', 'double.number show.number'],
    );
    const { events, executed } = await session()(workflow);
    expect(valueAt(events, 'show')).toBe(4);
    expect(executed).not.toContain('double');
  });

  it('leaves out muted nodes and what hangs on them', async () => {
    const workflow = chain(3);
    const nodes = workflow.nodes.map((node) => (node.id === 'double' ? { ...node, mode: 'mute' as const } : node));
    const { executed, outcome } = await session()({ ...workflow, nodes });
    expect(outcome).toBe('completed');
    expect(executed).toEqual(['other', 'shown']);
  });

  it('says at which node it failed and what to do, and runs nothing after it', async () => {
    const { outcome, problem, events } = await session()(
      workflowOf({ bad: { type: 'fail' }, later: { type: 'steps' } }),
    );
    expect(outcome).toBe('failed');
    expect(problem).toEqual({
      code: 'broken',
      message: 'It broke.',
      remedy: 'Mend it.',
      place: { node: 'bad', port: 'number' },
    });
    expect(nodesWith(events, false)).toEqual([]);
  });

  it('stops at a node whose result is not finite, where it arises', async () => {
    const workflow = workflowOf(
      {
        value: { type: 'value', parameters: { value: 0 } },
        reciprocal: { type: 'reciprocal' },
        show: { type: 'show' },
      },
      ['value.number reciprocal.number', 'reciprocal.number show.number'],
    );
    const { problem, outcome } = await session()(workflow);
    expect(outcome).toBe('failed');
    expect(problem).toMatchObject({ code: 'not-finite', place: { node: 'reciprocal', port: 'number' } });
  });

  it('runs nothing when the plan has problems, and names each', async () => {
    const { outcome, events } = await session()(workflowOf({ a: { type: 'show' }, b: { type: 'show' } }));
    expect(outcome).toBe('failed');
    expect(events.map((event) => event.type)).toEqual(['queued', 'failed', 'failed', 'done']);
  });

  it('stops between the steps of a node when it is cancelled, and keeps what was computed', async () => {
    const controller = new AbortController();
    const run = session();
    const workflow = workflowOf({ value: { type: 'value' }, show: { type: 'show' }, steps: { type: 'steps' } }, [
      'value.number show.number',
    ]);
    const events: RunEvent[] = [];
    const first = await run(workflow, {
      signal: controller.signal,
      emit: (event) => {
        events.push(event);
        if (event.type === 'progress' && event.step === 2) controller.abort();
      },
    });
    expect(first.outcome).toBe('cancelled');
    expect(events.filter((event) => event.type === 'progress')).toHaveLength(2);
    expect(events.some((event) => event.type === 'failed')).toBe(false);
    const second = await run(workflow);
    expect(second.outcome).toBe('completed');
    expect(second.cached).toContain('value');
  });

  it('hears a cancel before it shows what a node gave, and keeps it', async () => {
    const controller = new AbortController();
    const fake = fakeServices();
    const services = { ...fake.services, yieldToHost: async () => controller.abort() };
    const run = session({ ...fake, services });
    const workflow = workflowOf({ value: { type: 'value' } });
    const { outcome, events } = await run(workflow, { signal: controller.signal });
    expect(outcome).toBe('cancelled');
    expect(events.map((event) => event.type)).toEqual(['queued', 'started', 'done']);
    expect((await run(workflow)).cached).toEqual(['value']);
  });

  it('hears a cancel while a node works without ever waiting, within a tenth of a second', async () => {
    const controller = new AbortController();
    const fake = fakeServices();
    let clock = 0;
    const services = { ...fake.services, now: () => (clock += 5), yieldToHost: async () => controller.abort() };
    const deaf = { aborted: false, throwIfAborted: () => controller.signal.throwIfAborted() };
    const steps = workflowOf({ steps: { type: 'steps', parameters: { of: 1000 } } });
    const { outcome, events } = await session({ ...fake, services })(steps, { signal: deaf });
    expect(outcome).toBe('cancelled');
    const reported = events.filter((event) => event.type === 'progress').length;
    expect(reported).toBeGreaterThan(1);
    expect(reported).toBeLessThan(100);
  });

  it('reports progress with the time left, and the warnings of a node', async () => {
    const { events } = await session()(workflowOf({ steps: { type: 'steps' } }));
    const progress = events.flatMap((event) => (event.type === 'progress' ? [event] : []));
    expect(progress.map((event) => [event.step, event.of])).toEqual([
      [1, 4],
      [2, 4],
      [3, 4],
      [4, 4],
    ]);
    expect(progress[0]?.left).toBeGreaterThan(0);
    expect(progress.at(-1)?.left).toBe(0);
    const finished = events.find((event) => event.type === 'finished');
    expect(finished?.type === 'finished' && finished.warnings).toEqual(['Slow.']);
  });

  it('ends with exactly one event of type done', async () => {
    const { events } = await session()(chain(1));
    expect(events.filter((event) => event.type === 'done')).toHaveLength(1);
    expect(events.at(-1)?.type).toBe('done');
  });
});
