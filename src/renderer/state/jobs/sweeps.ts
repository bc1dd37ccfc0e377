import { type ReadonlySignal, signal } from '@preact/signals';
import { ArcspaceError, problemFrom } from '../../../graph/problem.ts';
import type { SweepAxis } from '../../../graph/sweep/axis.ts';
import { type SweepCell, workflowOfCell } from '../../../graph/sweep/cells.ts';
import { createPace } from '../../../graph/sweep/pace.ts';
import type { Workflow } from '../../../graph/workflow/schema.ts';
import type { RunPlace } from '../../../protocol/types.ts';
import type { HostClient } from '../../hosts/hostClient.ts';
import { createPatientClient } from '../../hosts/patientClient.ts';
import type { SweepStore } from '../../page/sweepStore.ts';
import { texts } from '../../text/texts.ts';
import type { EditorStore } from '../document/createEditor.ts';
import { type Log, notificationOf } from '../log.ts';
import { runName } from '../run/name.ts';
import { shownCells, shownPlan } from './shownCells.ts';
import { type CellResult, computeCell, keptCell, restoredCell } from './sweepCell.ts';

/** A sweep under way, or what came of it. */
export interface Sweep {
  readonly id: string;
  readonly workflow: Workflow;
  readonly axes: readonly SweepAxis[];
  /** Where its relative paths start from. */
  readonly path: string | null;
  readonly place: RunPlace;
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
  /** Where sweeps go that are started. */
  readonly place: () => RunPlace;
}

/** Cells that other machines compute at once: fewer than an engine has runs. */
const MOST_SENT = 32;

/** Pixels that the pictures of all cells may have together: half a gigabyte. */
const mostPixels = 128e6;

export function isUnfinished({ results, total }: Sweep): boolean {
  return results.size < total || [...results.values()].some(({ problem }) => problem !== undefined);
}

export function createSweeps(dependencies: SweepDependencies): Sweeps {
  const { client, editor, log, store, workspace, openWindows, place } = dependencies;
  const { registry } = editor;
  const engine = createPatientClient(client);
  const current = signal<Sweep | null>(null);
  /** Runs of the sweep that is computed: another object for each, so that what comes late of an earlier one is told apart. */
  let work: ReadonlySet<string> | undefined;
  /** Resolves when the newest sweep is among what is kept. */
  let begun: Promise<unknown> = Promise.resolve();
  let isRefused = false;

  /** After the sweep itself; a browser that keeps nothing says so once, and the sweep goes on. */
  const keep = (task: () => Promise<unknown>): Promise<unknown> => {
    if (isRefused) return Promise.resolve();
    return begun.then(task).catch((thrown) => {
      if (isRefused) return;
      isRefused = true;
      log.note({
        level: 'warning',
        message: texts.messages.sweepNotKept(problemFrom(thrown).message),
        remedy: texts.messages.sweepNotKeptAbout,
      });
    });
  };

  const show = ({ id }: Sweep, cell: string, result: CellResult, left: number, secondsLeft: number | undefined) => {
    const shown = current.peek();
    if (shown?.id !== id) return;
    if (result.problem) log.note(notificationOf(result.problem));
    const results = new Map(shown.results).set(cell, result);
    current.value = { ...shown, results, isRunning: left > 0, secondsLeft };
    void keep(async () => store.add(await keptCell(id, cell, result)));
  };

  const computeAll = async (sweep: Sweep, cells: readonly SweepCell[]): Promise<void> => {
    const runs = new Set<string>();
    work = runs;
    const { workflow, axes, path, place: own, total } = sweep;
    const common = { client, registry, log, path, place: own, runs, mostPixels: mostPixels / total };
    const pace = createPace();
    const next = cells.values();
    let left = cells.length;
    let last = performance.now();
    const computeNext = async (lane: string): Promise<void> => {
      for (const cell of next) {
        const result = await computeCell({ ...common, lane, workflow: workflowOfCell(workflow, axes, cell) });
        if (work !== runs) return;
        pace.add(performance.now() - last);
        last = performance.now();
        left--;
        show(sweep, cell.join(), result, left, pace.left(left));
      }
    };
    // Here each cell shares what it can with the one before.
    const atOnce = own === 'queue' ? MOST_SENT : 1;
    await Promise.all(Array.from({ length: atOnce }, (_, index) => computeNext(`sweep-${index}`)));
    if (work !== runs) return;
    work = undefined;
    void keep(() => store.setRunning(sweep.id, false));
    log.note({ level: 'success', message: texts.messages.sweepFinished(cells.length) });
  };

  const compute = (sweep: Sweep): void => {
    const cells = shownCells(shownPlan(sweep.workflow, registry, sweep.axes), sweep.axes);
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
      void keep(() => store.setRunning(shown.id, false));
      for (const run of runs) engine.call('cancel', { client: client.windowId, run }).catch(() => undefined);
    },
    start(axes) {
      if (current.peek()?.isRunning) {
        throw new ArcspaceError('usage', texts.messages.anotherSweepIsRunning, texts.messages.waitForIt);
      }
      const { path, origin } = editor.document.peek();
      const { thumbnail: _, ...workflow } = editor.workflow.peek();
      const asked = { id: runName(), workflow, axes, path: path.peek() ?? origin, place: place(), isRunning: true };
      compute({ ...asked, total: 0, results: new Map() });
      begun = keep(async () =>
        store.begin({ ...asked, window: client.windowId, workspace: await workspace(), time: Date.now() }),
      );
    },
    goOn() {
      const shown = current.peek();
      if (!shown || shown.isRunning) return;
      const results = new Map([...shown.results].filter(([, { problem }]) => !problem));
      void keep(() => store.setRunning(shown.id, true));
      compute({ ...shown, results, place: place() });
    },
    async restore() {
      try {
        const found = await store.claim(client.windowId, await workspace(), await openWindows());
        if (!found || current.peek()) return;
        const { sweep, cells } = found;
        const results = new Map<string, CellResult>();
        for (const kept of cells) results.set(kept.cell, await restoredCell(kept));
        const { id, workflow, axes, path, isRunning, place: own } = sweep;
        const known = { id, workflow, axes, path, place: own, results, isRunning };
        if (isRunning) compute({ ...known, total: 0 });
        else current.value = { ...known, total: shownCells(shownPlan(workflow, registry, axes), axes).length };
      } catch (thrown) {
        log.note(notificationOf(problemFrom(thrown)));
      }
    },
  };
}
