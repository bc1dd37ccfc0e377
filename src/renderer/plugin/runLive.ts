import { type ArcspaceError, problemFrom } from '../../graph/problem.ts';
import { errorFrom } from '../../protocol/connect.ts';
import { onGuestChange } from './guestChanges.ts';
import type { Graph } from './litegraph/types.ts';
import type { RunResult } from './runGraph.ts';

export type LiveOutcome = RunResult | ArcspaceError;

/**
 * Runs a graph now, and again after every change of it: what is under way then is cancelled, and its outcome not told.
 * @returns the function that ends it.
 */
export function runLive(
  graph: Graph,
  run: (graph: Graph, signal: AbortSignal) => Promise<RunResult>,
  told: (outcome: LiveOutcome) => void,
): () => void {
  let current = new AbortController();
  let before: Promise<void> = Promise.resolve();
  const start = () => {
    current.abort();
    const mine = new AbortController();
    current = mine;
    before = before.then(async () => {
      if (mine.signal.aborted) return;
      const outcome = await run(graph, mine.signal).catch((error: unknown) => errorFrom(problemFrom(error)));
      // In a task of its own: what the guest throws there is reported as its own, and the next run goes on.
      queueMicrotask(() => {
        if (!mine.signal.aborted) told(outcome);
      });
    });
  };
  const ignore = onGuestChange(graph, start);
  start();
  return () => {
    ignore();
    current.abort();
  };
}
