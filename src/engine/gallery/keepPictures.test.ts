import { beforeEach, describe, expect, test, vi } from 'vitest';
import { nodeRegistry } from '../../../nodes/index.ts';
import type { RunEvent } from '../../graph/events.ts';
import type { KeptPictures, WorkflowRun } from '../../protocol/types.ts';
import type { RunWorkflow } from '../run/runWorkflow.ts';
import { paintedPicture } from '../testing/paintedPicture.ts';
import { keepPictures } from './keepPictures.ts';
import type { MadePictures } from './madePictures.ts';
import { paintingWorkflow } from './testing/made.ts';

const picture = paintedPicture(1);
const finished = (node: string, key = 'k'): RunEvent => ({
  type: 'finished',
  node,
  key,
  cached: false,
  milliseconds: 1,
  outputs: {},
  pictures: [picture],
  warnings: [],
  files: [],
});
const asked = (kept?: KeptPictures, watch: readonly string[] | null = null): WorkflowRun => {
  return { workflow: paintingWorkflow(1), path: null, targets: [], watch, shown: {}, kept };
};

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
  const run = (given: WorkflowRun) => kept.run(given, new AbortController().signal, (event) => heard.push(event));
  const waitForDisk = (): void => {
    isKept = false;
  };
  return { run, settle: kept.settle, added, watched, heard, waitForDisk, keep: () => keep() };
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

  test('the end comes when its pictures are on the disk', async () => {
    const { run, waitForDisk, keep } = setUp(finished('show'));
    waitForDisk();
    let isOver = false;
    const over = run(asked()).then(() => {
      isOver = true;
    });
    await vi.advanceTimersByTimeAsync(1000);
    expect(isOver).toBe(false);
    keep();
    await over;
    expect(isOver).toBe(true);
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
