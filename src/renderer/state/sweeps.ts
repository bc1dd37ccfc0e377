import { type ReadonlySignal, signal } from '@preact/signals';
import type { Picture } from '../../graph/events.ts';
import { plan, shownTargets } from '../../graph/plan.ts';
import { type Problem, problemFrom } from '../../graph/problem.ts';
import type { SweepAxis } from '../../graph/sweep/axis.ts';
import { type SweepCell, workflowOfCell } from '../../graph/sweep/cells.ts';
import { createPace } from '../../graph/sweep/pace.ts';
import { cellsOf } from '../../graph/sweep/sweep.ts';
import type { Workflow } from '../../graph/workflow/schema.ts';
import { followRun } from '../../protocol/followRun.ts';
import type { HostClient } from '../hosts/hostClient.ts';
import { createPatientClient, waitForConnection } from '../hosts/patientClient.ts';
import type { EditorStore } from './createEditor.ts';
import { SWEEP_LANE } from './sweepLane.ts';

/** What a cell gave, or why it gave nothing. */
export interface CellResult {
  readonly pictures: readonly Picture[];
  readonly problem?: Problem | undefined;
}

/** A sweep under way, or what came of it. */
export interface Sweep {
  readonly workflow: Workflow;
  readonly axes: readonly SweepAxis[];
  readonly total: number;
  /** By the numbers of a cell, joined by commas. */
  readonly results: ReadonlyMap<string, CellResult>;
  readonly isRunning: boolean;
  readonly secondsLeft?: number | undefined;
}

export interface Sweeps {
  /** The newest of this session; null before the first. */
  readonly current: ReadonlySignal<Sweep | null>;
  /** Computes the open workflow with every combination, one after the other. @throws ArcspaceError as `cellsOf`. */
  start(axes: readonly SweepAxis[]): void;
  cancel(): void;
}

export function createSweeps(client: HostClient, { workflow, document, registry }: EditorStore): Sweeps {
  const engine = createPatientClient(client);
  const current = signal<Sweep | null>(null);
  let count = 0;
  let active: string | undefined;

  const nameOf = (run: string) => ({ client: client.windowId, run });

  const compute = async (run: string, own: Workflow, path: string | null): Promise<CellResult> => {
    let pictures: readonly Picture[] = [];
    const watch = shownTargets(own, registry).slice(0, 1);
    const options = { workflow: own, path, targets: [], lane: SWEEP_LANE, watch, shown: {} };
    await engine.call('submit', { ...nameOf(run), ...options });
    const { problem } = await followRun(
      client,
      nameOf(run),
      (event) => {
        if (event.type === 'finished' && event.pictures) pictures = event.pictures;
      },
      waitForConnection(client),
    );
    return { pictures, problem };
  };

  const computeAll = async (begun: Sweep, cells: readonly SweepCell[], path: string | null): Promise<void> => {
    const pace = createPace();
    const sweep = count;
    for (const [index, cell] of cells.entries()) {
      const run = `sweep-${Date.now().toString(36)}-${sweep}-${index}`;
      active = run;
      const since = performance.now();
      const own = workflowOfCell(begun.workflow, begun.axes, cell);
      const result = await compute(run, own, path).catch((thrown) => ({ pictures: [], problem: problemFrom(thrown) }));
      const shown = current.peek();
      if (sweep !== count || !shown?.isRunning) return;
      pace.add(performance.now() - since);
      const results = new Map(shown.results).set(cell.join(), result);
      const left = cells.length - index - 1;
      current.value = { ...shown, results, isRunning: left > 0, secondsLeft: pace.left(left) };
    }
  };

  const cancel = () => {
    const shown = current.peek();
    if (!shown?.isRunning) return;
    current.value = { ...shown, isRunning: false, secondsLeft: undefined };
    if (active !== undefined) engine.call('cancel', nameOf(active)).catch(() => undefined);
  };

  return {
    current,
    cancel,
    start(axes) {
      const own = workflow.peek();
      const cells = cellsOf(plan(own, registry, []), axes);
      cancel();
      count++;
      const { path, origin } = document.peek();
      const begun = { workflow: own, axes, total: cells.length, results: new Map(), isRunning: true };
      current.value = begun;
      void computeAll(begun, cells, path.peek() ?? origin);
    },
  };
}
