import { beforeEach, describe, expect, test, vi } from 'vitest';
import { nodeRegistry } from '../../../nodes/index.ts';
import type { Picture, RunEvent } from '../../graph/events.ts';
import type { KeptPictures, WorkflowRun } from '../../protocol/types.ts';
import type { RunWorkflow } from '../run/runWorkflow.ts';
import { paintedPicture } from '../testing/paintedPicture.ts';
import { keepPictures } from './keepPictures.ts';
import type { MadePictures } from './madePictures.ts';
import { paintingWorkflow } from './testing/made.ts';

const picture = paintedPicture(1);
/** As many bytes as it says, none of them touched. */
const filmOf = (bytes: number): Picture => ({ ...picture, rgba: new Uint8Array(bytes) });
const finished = (node: string, key = 'k', shown: Picture = picture): RunEvent => ({
  type: 'finished',
  node,
  key,
  cached: false,
  milliseconds: 1,
  outputs: {},
  pictures: [shown],
  warnings: [],
  files: [],
});
const asked = (kept?: KeptPictures, watch: readonly string[] | null = null): WorkflowRun => {
  return { workflow: paintingWorkflow(1), path: null, targets: [], watch, shown: {}, kept };
};

/** What waits, and whether it still does. */
function watch(end: Promise<unknown>) {
  const state = { isOver: false, end };
  void end.then(() => {
    state.isOver = true;
  });
  return state;
}

beforeEach(() => {
  vi.useFakeTimers();
  return () => vi.useRealTimers();
});

/** A run that tells of these events. */
function setUp(...events: RunEvent[]) {
  const added: MadePictures[] = [];
  const watched: (readonly string[] | null)[] = [];
  let isKept = true;
  let keep = (): void => undefined;
  const add = (made: MadePictures): Promise<void> => {
    added.push(made);
    return isKept ? Promise.resolve() : new Promise((resolve) => (keep = resolve));
  };
  const plain: RunWorkflow = async (run, _, emit) => {
    watched.push(run.watch);
    for (const event of events) emit(event);
    return { outcome: 'completed', executed: 1, cached: 0 };
  };
  const kept = keepPictures(plain, { add }, nodeRegistry);
  const heard: RunEvent[] = [];
  const { signal } = new AbortController();
  const run = (given: WorkflowRun) => kept.run(given, signal, (event) => heard.push(event));
  const runAndKeep = (given: WorkflowRun) => kept.runAndKeep(given, signal, (event) => heard.push(event));
  const waitForDisk = (): void => {
    isKept = false;
  };
  return { run, runAndKeep, settle: kept.settle, added, watched, heard, waitForDisk, keep: () => keep() };
}

describe('of a run', () => {
  test('the pictures of its ends are kept, and not those that others go on from', async () => {
    const { run, added } = setUp(finished('decode'), finished('show'));
    await run(asked());
    expect(added).toMatchObject([{ node: 'show', key: 'k', pictures: [picture] }]);
  });

  test('pictures are kept that nobody watches, who is told of what was asked for alone', async () => {
    const { run, added, watched, heard } = setUp(finished('decode'), finished('show'));
    await run(asked('all', ['decode']));
    expect(watched).toEqual([['decode', 'show']]);
    expect(added).toHaveLength(1);
    expect(heard.map((event) => 'pictures' in event)).toEqual([true, false]);
  });

  test('whose pictures are a map under a pad none is kept', async () => {
    const { run, added, watched } = setUp(finished('show'));
    await run(asked('none', []));
    expect([added, watched]).toEqual([[], [[]]]);
  });

  test('that is written down as done the end comes when its pictures are on the disk', async () => {
    const { runAndKeep, waitForDisk, keep } = setUp(finished('show'));
    waitForDisk();
    const run = watch(runAndKeep(asked()));
    await vi.advanceTimersByTimeAsync(1000);
    expect(run.isOver).toBe(false);
    keep();
    await run.end;
  });

  test('the next may begin while its pictures are written, but not while many wait for that', async () => {
    const { run, waitForDisk, keep, added } = setUp(finished('show'));
    waitForDisk();
    for (let count = 0; count < 4; count++) await run(asked());
    const fifth = watch(run(asked()));
    await vi.advanceTimersByTimeAsync(1000);
    expect([added.length, fifth.isOver]).toEqual([1, false]);
    keep();
    await fifth.end;
    expect(added.length).toBe(2);
  });

  test('the next does not begin while films wait that fill the memory', async () => {
    const { run, waitForDisk, keep } = setUp(finished('show', 'k', filmOf(300 * 2 ** 20)));
    waitForDisk();
    const first = watch(run(asked()));
    await vi.advanceTimersByTimeAsync(1000);
    expect(first.isOver).toBe(false);
    keep();
    await first.end;
  });

  test('the pictures come in their order, however long each takes to write', async () => {
    const { run, settle, waitForDisk, keep, added } = setUp(finished('show'));
    waitForDisk();
    for (const seed of [1, 2]) await run({ ...asked(), workflow: paintingWorkflow(seed) });
    const settled = watch(settle());
    await vi.advanceTimersByTimeAsync(1000);
    expect([added.length, settled.isOver]).toEqual([1, false]);
    keep();
    await vi.advanceTimersByTimeAsync(1000);
    expect(added.map(({ workflow }) => workflow)).toEqual([1, 2].map((seed) => paintingWorkflow(seed)));
    expect(settled.isOver).toBe(false);
    keep();
    await settled.end;
  });
});

describe('under a slider', () => {
  test('the picture is kept at which it comes to rest', async () => {
    const { run, added } = setUp(finished('show'));
    for (let step = 0; step < 5; step++) {
      await run(asked('newest'));
      await vi.advanceTimersByTimeAsync(300);
    }
    expect(added).toEqual([]);
    await vi.advanceTimersByTimeAsync(2000);
    expect(added).toHaveLength(1);
  });

  test('the last picture is kept when the engine ends', async () => {
    const { run, added, settle } = setUp(finished('show'));
    await run(asked('newest'));
    await settle();
    await vi.advanceTimersByTimeAsync(5000);
    expect(added).toHaveLength(1);
  });
});
