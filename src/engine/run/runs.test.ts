import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { RunEvent } from '../../graph/events.ts';
import { emptyWorkflow } from '../../graph/workflow/schema.ts';
import type { RunOptions } from '../../protocol/types.ts';
import { createRuns, type Runs } from './runs.ts';

const MINUTE = 60_000;
const done: RunEvent = { type: 'done', outcome: 'completed', executed: 1, cached: 0, milliseconds: 1 };

const options = (run: string, client = 'one', lane = 'manual'): RunOptions => ({
  client,
  run,
  workflow: emptyWorkflow(),
  path: null,
  targets: [],
  lane,
  watch: null,
  shown: {},
});

const finished = (bytes: number): RunEvent => ({
  type: 'finished',
  node: 'a',
  key: 'k',
  cached: false,
  milliseconds: 1,
  outputs: {},
  pictures: [{ width: 1, height: 1, frames: 1, rgba: new Uint8Array(bytes) }],
  warnings: [],
  files: [],
});

interface Work {
  readonly signal: AbortSignal;
  tell(event: RunEvent): void;
  end(): void;
  fail(error: Error): void;
}

function createWorks(): {
  runs: Runs;
  works: Map<string, Work>;
  submit(run: string, client?: string, lane?: string): void;
} {
  const works = new Map<string, Work>();
  let name = '';
  const runs = createRuns((_, signal, tell) => {
    const own = name;
    return new Promise((resolve, reject) => {
      const end = () => {
        tell(done);
        resolve({ outcome: 'completed', executed: 1, cached: 0 });
      };
      works.set(own, { signal, tell, end, fail: reject });
      signal.addEventListener('abort', end);
    });
  });
  const submit = (run: string, client = 'one', lane = 'manual'): void => {
    name = run;
    runs.submit(options(run, client, lane), () => {});
  };
  return { runs, works, submit };
}

const settle = () => vi.advanceTimersByTimeAsync(0);

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe('a run', () => {
  test('that is asked for twice runs once: the first answer may have been lost', async () => {
    const { runs, works, submit } = createWorks();
    submit('a');
    await settle();
    submit('a');
    await settle();
    expect(works.get('a')?.signal.aborted).toBe(false);
    expect(runs.list('one')).toHaveLength(1);
  });

  test('replaces an older one of its lane and client, and none of another client', async () => {
    const { works, submit } = createWorks();
    submit('a');
    await settle();
    submit('other', 'two');
    await settle();
    expect(works.get('a')?.signal.aborted).toBe(false);
    submit('b');
    await settle();
    expect(works.get('a')?.signal.aborted).toBe(true);
    expect(works.get('other')?.signal.aborted).toBe(false);
  });

  test('that fails before it begins ends with its problem', async () => {
    const { runs, works, submit } = createWorks();
    submit('a');
    await settle();
    works.get('a')?.fail(new Error('no'));
    await settle();
    expect(await runs.watch(options('a'), 0, false)).toMatchObject({
      events: [{ type: 'done', problem: { message: 'no' } }],
    });
  });

  test('is waited for by whoever lets those go first that are under way, and a later one is not', async () => {
    const { runs, works, submit } = createWorks();
    const settled = vi.fn();
    submit('a');
    await settle();
    void runs.settled().then(settled);
    submit('later', 'two');
    await settle();
    expect(settled).not.toHaveBeenCalled();
    works.get('a')?.end();
    await settle();
    expect(settled).toHaveBeenCalled();
  });

  test('that nobody knows is refused', async () => {
    const { runs } = createWorks();
    await expect(runs.watch(options('a'), 0, false)).rejects.toMatchObject({ code: 'unknown-run' });
    runs.cancel(options('a'));
  });

  test('is one of a few: more than 64 are refused', () => {
    const { submit } = createWorks();
    for (let count = 0; count < 64; count++) submit(`r${count}`, 'one', `lane ${count}`);
    expect(() => submit('one too many')).toThrow('64 runs');
  });
});

describe('a watcher', () => {
  test('waits for events, and is answered with nothing after half a minute', async () => {
    const { runs, works, submit } = createWorks();
    submit('a');
    await settle();
    const waiting = runs.watch(options('a'), 0, false);
    works.get('a')?.tell({ type: 'started', node: 'a' });
    expect(await waiting).toMatchObject({ events: [{ type: 'started' }], next: 1, done: false });
    const idle = runs.watch(options('a'), 1, false);
    await vi.advanceTimersByTimeAsync(MINUTE / 2);
    expect(await idle).toEqual({ events: [], next: 1, done: false });
  });
});

describe('watchers ahead of each other', () => {
  const types = ({ events }: { events: readonly RunEvent[] }) => events.map(({ type }) => type);

  test('are each given what the one before was not, so that much can be told before a step blocks the engine', async () => {
    const { runs, works, submit } = createWorks();
    submit('a');
    await settle();
    const watching = [false, true, true].map((ahead) => runs.watch(options('a'), 0, ahead));
    works.get('a')?.tell({ type: 'queued', nodes: ['a'] });
    await settle();
    works.get('a')?.tell({ type: 'started', node: 'a' });
    await settle();
    works.get('a')?.end();
    expect((await Promise.all(watching)).map(types)).toEqual([['queued'], ['started'], ['done']]);
  });

  test('of a connection that is gone are given nothing more: one that begins anew gets everything', async () => {
    const { runs, works, submit } = createWorks();
    submit('a');
    await settle();
    const gone = [false, true].map((ahead) => runs.watch(options('a'), 0, ahead));
    const back = [false, true].map((ahead) => runs.watch(options('a'), 0, ahead));
    works.get('a')?.tell({ type: 'started', node: 'a' });
    works.get('a')?.end();
    expect((await Promise.all(gone)).map(types)).toEqual([[], []]);
    expect((await Promise.all(back)).map(types)).toEqual([['started', 'done'], []]);
  });
});

describe('a client that is gone', () => {
  test('has ten minutes to come back: its run goes on, and is cancelled then', async () => {
    const { works, submit } = createWorks();
    submit('a');
    await vi.advanceTimersByTimeAsync(10 * MINUTE);
    expect(works.get('a')?.signal.aborted).toBe(false);
    await vi.advanceTimersByTimeAsync(MINUTE);
    expect(works.get('a')?.signal.aborted).toBe(true);
  });

  test('that asks again has ten minutes more', async () => {
    const { runs, works, submit } = createWorks();
    submit('a');
    await vi.advanceTimersByTimeAsync(9 * MINUTE);
    const watching = runs.watch(options('a'), 0, false);
    await vi.advanceTimersByTimeAsync(9 * MINUTE);
    await watching;
    expect(works.get('a')?.signal.aborted).toBe(false);
  });
});

describe('what is kept of finished runs', () => {
  const finish = async ({ runs, works, submit }: ReturnType<typeof createWorks>, run: string, bytes: number) => {
    submit(run);
    await settle();
    works.get(run)?.tell(finished(bytes));
    works.get(run)?.end();
    await settle();
    return runs;
  };
  const names = (runs: Runs) => runs.list('one').map(({ run }) => run);

  test('is at most sixteen runs, of those that were fetched to their end', async () => {
    const all = createWorks();
    for (let count = 0; count < 20; count++) {
      await finish(all, `r${count}`, 1);
      await all.runs.watch(options(`r${count}`), 0, false);
    }
    await finish(all, 'not fetched', 1);
    expect(names(all.runs)).toHaveLength(17);
    expect(names(all.runs)).toContain('not fetched');
    expect(names(all.runs)).not.toContain('r0');
  });

  test('is at most 64 MiB of pictures, oldest runs first, and never what its client has yet to fetch', async () => {
    const all = createWorks();
    const megabytes = 1024 * 1024;
    await finish(all, 'fetched', 40 * megabytes);
    await all.runs.watch(options('fetched'), 0, false);
    await finish(all, 'a', 40 * megabytes);
    await finish(all, 'b', 40 * megabytes);
    const { events } = await all.runs.watch(options('a'), 0, false);
    expect(events[0]).toMatchObject({ type: 'finished', pictures: [{ width: 1 }] });
    await all.runs.watch(options('b'), 0, false);
    await finish(all, 'c', 1);
    expect(names(all.runs)).toEqual(['b', 'c']);
  });

  test('loses the pictures that a client which is gone never fetched, but not its events', async () => {
    const all = createWorks();
    await finish(all, 'a', 100 * 1024 * 1024);
    await vi.advanceTimersByTimeAsync(2 * MINUTE);
    const { events } = await all.runs.watch(options('a'), 0, false);
    expect(events.map(({ type }) => type)).toEqual(['finished', 'done']);
    expect(events[0]).not.toHaveProperty('pictures');
  });
});
