import { type ReadonlySignal, signal } from '@preact/signals';
import { plan } from '../../graph/plan.ts';
import { ArcspaceError, problemFrom } from '../../graph/problem.ts';
import type { SweepAxis } from '../../graph/sweep/axis.ts';
import { type SweepCell, workflowOfCell } from '../../graph/sweep/cells.ts';
import { createPace } from '../../graph/sweep/pace.ts';
import type { Workflow } from '../../graph/workflow/schema.ts';
import { counted } from '../app/formats.ts';
import type { HostClient } from '../hosts/hostClient.ts';
import { createPatientClient } from '../hosts/patientClient.ts';
import type { SweepStore } from '../page/sweepStore.ts';
import type { EditorStore } from './createEditor.ts';
import { type Log, notificationOf } from './log.ts';
import { runName } from './runName.ts';
import { shownCells } from './shownCells.ts';
import { type CellResult, computeCell, keptCell, restoredCell } from './sweepCell.ts';

/** A sweep under way, or what came of it. */
export interface Sweep {
  readonly id: string;
  readonly workflow: Workflow;
  readonly axes: readonly SweepAxis[];
  /** Where its relative paths start from. */
  readonly path: string | null;
  readonly total: number;
  /** By the numbers of a cell, joined by commas. */
  readonly results: ReadonlyMap<string, CellResult>;
  readonly isRunning: boolean;
  readonly secondsLeft?: number | undefined;
}

export interface Sweeps {
  /** The newest of this window; null before the first. */
  readonly current: ReadonlySignal<Sweep | null>;
  /** Computes the open workflow with every combination, one after the other. @throws ArcspaceError `usage` while another is running, and as `shownCells`. */
  start(axes: readonly SweepAxis[]): void;
  cancel(): void;
  /** Computes what the shown one lacks: cells that were not reached, and those that failed. */
  goOn(): void;
  /** Shows what was there before a reload, or in a window that was closed, and goes on with it. */
  restore(): Promise<void>;
}

export interface SweepDependencies {
  readonly client: HostClient;
  readonly editor: EditorStore;
  readonly log: Log;
  readonly store: SweepStore;
  /** The folder that the engine saves to. */
  readonly workspace: () => Promise<string>;
  /** Ids of the windows of this browser that are open. */
  readonly openWindows: () => Promise<ReadonlySet<string>>;
}

/** Pixels that the pictures of all cells may have together: half a gigabyte. */
const mostPixels = 128e6;

export function isUnfinished({ results, total }: Sweep): boolean {
  return results.size < total || [...results.values()].some(({ problem }) => problem !== undefined);
}

export function createSweeps(dependencies: SweepDependencies): Sweeps {
  const { client, editor, log, store, workspace, openWindows } = dependencies;
  const { registry } = editor;
  const engine = createPatientClient(client);
  const current = signal<Sweep | null>(null);
  /** Runs of the sweep that is computed: another object for each, so that what comes late of an earlier one is told apart. */
  let work: ReadonlySet<string> | undefined;
  let keeping: Promise<unknown> = Promise.resolve();
  let isRefused = false;

  /** In order; a browser that keeps nothing says so once, and the sweep goes on. */
  const keep = (task: () => Promise<unknown>): void => {
    if (isRefused) return;
    keeping = keeping.then(task).catch((thrown) => {
      isRefused = true;
      log.note({
        level: 'warning',
        message: `The sweep is not kept over a reload: ${problemFrom(thrown).message}`,
        remedy: 'Save its sheet. A private window may be the reason, or a full disk.',
      });
    });
  };

  const show = ({ id }: Sweep, cell: string, result: CellResult, left: number, secondsLeft: number | undefined) => {
    const shown = current.peek();
    if (shown?.id !== id) return;
    if (result.problem) log.note(notificationOf(result.problem));
    const results = new Map(shown.results).set(cell, result);
    current.value = { ...shown, results, isRunning: left > 0, secondsLeft };
    keep(async () => store.add(await keptCell(id, cell, result)));
  };

  const computeAll = async (sweep: Sweep, cells: readonly SweepCell[]): Promise<void> => {
    const runs = new Set<string>();
    work = runs;
    const pace = createPace();
    const common = { client, registry, log, lane: 'sweep', path: sweep.path, runs, mostPixels: mostPixels / sweep.total };
    for (const [index, cell] of cells.entries()) {
      const since = performance.now();
      const result = await computeCell({ ...common, workflow: workflowOfCell(sweep.workflow, sweep.axes, cell) });
      if (work !== runs) return;
      pace.add(performance.now() - since);
      const left = cells.length - index - 1;
      show(sweep, cell.join(), result, left, pace.left(left));
    }
    work = undefined;
    keep(() => store.setRunning(sweep.id, false));
    log.note({ level: 'success', message: `Sweep finished: ${counted(cells.length, 'combination')} computed.` });
  };

  const compute = (sweep: Sweep): void => {
    const cells = shownCells(plan(sweep.workflow, registry, []), sweep.axes);
    const missing = cells.filter((cell) => !sweep.results.has(cell.join()));
    current.value = { ...sweep, total: cells.length, isRunning: missing.length > 0 };
    if (missing.length > 0) void computeAll({ ...sweep, total: cells.length }, missing);
  };

  return {
    current,
    cancel() {
      const shown = current.peek();
      if (!shown?.isRunning) return;
      const runs = work ?? new Set();
      work = undefined;
      current.value = { ...shown, isRunning: false, secondsLeft: undefined };
      keep(() => store.setRunning(shown.id, false));
      for (const run of runs) engine.call('cancel', { client: client.windowId, run }).catch(() => undefined);
    },
    start(axes) {
      if (current.peek()?.isRunning) {
        throw new ArcspaceError('usage', 'Another sweep is running.', 'Wait for it, or cancel it.');
      }
      const { path, origin } = editor.document.peek();
      const { thumbnail: _, ...workflow } = editor.workflow.peek();
      const asked = { id: runName(), workflow, axes, path: path.peek() ?? origin, isRunning: true };
      compute({ ...asked, total: 0, results: new Map() });
      keep(async () =>
        store.begin({ ...asked, window: client.windowId, workspace: await workspace(), time: Date.now() }),
      );
    },
    goOn() {
      const shown = current.peek();
      if (!shown || shown.isRunning) return;
      const results = new Map([...shown.results].filter(([, { problem }]) => !problem));
      keep(() => store.setRunning(shown.id, true));
      compute({ ...shown, results });
    },
    async restore() {
      try {
        const found = await store.claim(client.windowId, await workspace(), await openWindows());
        if (!found || current.peek()) return;
        const { sweep, cells } = found;
        const results = new Map<string, CellResult>();
        for (const kept of cells) results.set(kept.cell, await restoredCell(kept));
        const { id, workflow, axes, path, isRunning } = sweep;
        const known = { id, workflow, axes, path, results, isRunning };
        if (isRunning) compute({ ...known, total: 0 });
        else current.value = { ...known, total: shownCells(plan(workflow, registry, []), axes).length };
      } catch (thrown) {
        log.note(notificationOf(problemFrom(thrown)));
      }
    },
  };
}
