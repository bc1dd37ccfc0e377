import { describe, expect, it, vi } from 'vitest';
import { ArcspaceError } from '../../graph/problem.ts';
import { tellGuestChange } from './guestChanges.ts';
import type { Graph, GraphNode } from './litegraph/types.ts';
import type { RunResult } from './runGraph.ts';
import { type LiveOutcome, runLive } from './runLive.ts';

/** A graph that runs as long as a test likes. */
function setUp(hear: (outcome: LiveOutcome) => void = () => undefined) {
  const graph = {} as Graph;
  const change = () => tellGuestChange({ graph } as GraphNode);
  const runs: { signal: AbortSignal; end(outcome: RunResult | ArcspaceError): void }[] = [];
  const told: LiveOutcome[] = [];
  const run = (_: Graph, signal: AbortSignal) =>
    new Promise<RunResult>((resolve, reject) => {
      runs.push({ signal, end: (outcome) => (outcome instanceof Error ? reject(outcome) : resolve(outcome)) });
    });
  const stop = runLive(graph, run, (outcome) => {
    told.push(outcome);
    hear(outcome);
  });
  return { change, runs, told, stop };
}

const turn = () => new Promise((resolve) => setTimeout(resolve));
const done = { executed: 1, cached: 0 };

describe('a graph that runs live', () => {
  it('runs at once and after a change', async () => {
    const { change, runs, told } = setUp();
    await turn();
    runs[0]?.end(done);
    await turn();
    change();
    await turn();
    runs[1]?.end({ executed: 2, cached: 0 });
    await turn();
    expect(told).toEqual([done, { executed: 2, cached: 0 }]);
  });

  it('cancels what is under way at a change, tells nothing of it, and leaves out what is overtaken', async () => {
    const { change, runs, told } = setUp();
    await turn();
    change();
    change();
    expect(runs[0]?.signal.aborted).toBe(true);
    runs[0]?.end(new ArcspaceError('cancelled', 'Cancelled', 'Run again.'));
    await turn();
    expect(runs).toHaveLength(2);
    runs[1]?.end(done);
    await turn();
    expect(told).toEqual([done]);
  });

  it('tells a problem, and goes on', async () => {
    const { change, runs, told } = setUp();
    await turn();
    runs[0]?.end(new ArcspaceError('missing-input', 'It needs a wire.', 'Drag one.'));
    await turn();
    change();
    await turn();
    expect(told).toMatchObject([{ message: 'It needs a wire.', remedy: 'Drag one.' }]);
    expect(runs).toHaveLength(2);
  });

  it('goes on after a guest that throws at what it is told', async () => {
    const thrown: unknown[] = [];
    vi.stubGlobal('queueMicrotask', (task: () => void) =>
      Promise.resolve()
        .then(task)
        .catch((error: unknown) => thrown.push(error)),
    );
    const mistake = new Error('a mistake of the guest');
    const { change, runs } = setUp(() => {
      throw mistake;
    });
    await turn();
    runs[0]?.end(done);
    await turn();
    change();
    await turn();
    vi.unstubAllGlobals();
    expect(thrown).toEqual([mistake]);
    expect(runs).toHaveLength(2);
  });

  it('ends: what is under way is cancelled, and changes are not heard', async () => {
    const { change, runs, stop } = setUp();
    await turn();
    stop();
    expect(runs[0]?.signal.aborted).toBe(true);
    change();
    await turn();
    expect(runs).toHaveLength(1);
  });
});
