import { type ReadonlySignal, signal } from '@preact/signals';
import type { RunEvent } from '../../graph/events.ts';
import { plan, shownTargets } from '../../graph/plan.ts';
import { ArcspaceError, type Problem, problemFrom } from '../../graph/problem.ts';
import type { SweepAxis } from '../../graph/sweep/axis.ts';
import { type SweepCell, workflowOfCell } from '../../graph/sweep/cells.ts';
import { createPace } from '../../graph/sweep/pace.ts';
import type { Workflow } from '../../graph/workflow/schema.ts';
import { counted } from '../app/formats.ts';
import type { HostClient } from '../hosts/hostClient.ts';
import { createPatientClient } from '../hosts/patientClient.ts';
import { type CellPicture, cellPicture } from './cellPicture.ts';
import type { EditorStore } from './createEditor.ts';
import { type Log, notificationOf } from './log.ts';
import { reportFiles } from './reportRun.ts';
import { runAside } from './runAside.ts';
import { runName } from './runName.ts';
import { shownCells } from './shownCells.ts';

/** What a cell gave, or why it gave nothing. */
export interface CellResult {
  readonly picture?: CellPicture | undefined;
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
  /** Computes the open workflow with every combination, one after the other. @throws ArcspaceError `usage` while another is running, and as `shownCells`. */
  start(axes: readonly SweepAxis[]): void;
  cancel(): void;
}

/** Pixels that the pictures of all cells may have together: half a gigabyte. */
const mostPixels = 128e6;

export function createSweeps(client: HostClient, { workflow, document, registry }: EditorStore, log: Log): Sweeps {
  const engine = createPatientClient(client);
  const current = signal<Sweep | null>(null);
  let count = 0;
  let active: string | undefined;

  const nameOf = (run: string) => ({ client: client.windowId, run });

  const compute = async (run: string, own: Workflow, path: string | null, largest: number): Promise<CellResult> => {
    const [watch] = shownTargets(own, registry);
    const heard = (event: RunEvent) => {
      if (event.type !== 'finished') return;
      for (const message of event.warnings) log.note({ level: 'warning', message, node: event.node });
      reportFiles(log, 'live', event);
    };
    const aside = { run, lane: 'sweep', workflow: own, path, targets: [], watch, heard } as const;
    const { picture, problem } = await runAside(client, aside);
    return { picture: picture && (await cellPicture(picture, largest)), problem };
  };

  const computeAll = async (begun: Sweep, cells: readonly SweepCell[], path: string | null): Promise<void> => {
    const pace = createPace();
    const sweep = count;
    for (const [index, cell] of cells.entries()) {
      const run = runName();
      active = run;
      const since = performance.now();
      const own = workflowOfCell(begun.workflow, begun.axes, cell);
      const result = await compute(run, own, path, mostPixels / cells.length).catch(
        (thrown): CellResult => ({ problem: problemFrom(thrown) }),
      );
      const shown = current.peek();
      if (sweep !== count || !shown?.isRunning) return;
      pace.add(performance.now() - since);
      if (result.problem) log.note(notificationOf(result.problem));
      const results = new Map(shown.results).set(cell.join(), result);
      const left = cells.length - index - 1;
      current.value = { ...shown, results, isRunning: left > 0, secondsLeft: pace.left(left) };
    }
    log.note({ level: 'success', message: `Sweep finished: ${counted(cells.length, 'combination')} computed.` });
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
      if (current.peek()?.isRunning) {
        throw new ArcspaceError('usage', 'Another sweep is running.', 'Wait for it, or cancel it.');
      }
      const own = workflow.peek();
      const cells = shownCells(plan(own, registry, []), axes);
      count++;
      const { path, origin } = document.peek();
      const begun = { workflow: own, axes, total: cells.length, results: new Map(), isRunning: true };
      current.value = begun;
      void computeAll(begun, cells, path.peek() ?? origin);
    },
  };
}
