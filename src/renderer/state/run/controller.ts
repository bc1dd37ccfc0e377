import { effect, type ReadonlySignal, type Signal, signal } from '@preact/signals';
import type { RunEvent } from '../../../graph/events.ts';
import type { Problem } from '../../../graph/problem.ts';
import type { TotalProgress } from '../../../graph/totalProgress.ts';
import type { Workflow } from '../../../graph/workflow/schema.ts';
import type { RunPlace } from '../../../protocol/types.ts';
import type { HostClient } from '../../hosts/hostClient.ts';
import { createPatientClient } from '../../hosts/patientClient.ts';
import type { EditorStore } from '../document/createEditor.ts';
import type { WorkflowDocument } from '../document/document.ts';
import type { Log } from '../log.ts';
import { isAside } from './aside.ts';
import { knownJob, newJob } from './jobs.ts';
import { createLiveRuns } from './liveRuns.ts';
import { createRunProgress } from './progress.ts';
import { createRunQueue, type Job } from './queue.ts';
import type { NodeStates } from './reduce.ts';
import { createRunReports } from './report.ts';
import { createShownStates } from './shownStates.ts';

export interface RunController {
  /** The run under way; null when the engine rests. */
  readonly current: ReadonlySignal<Job | null>;
  /** Runs that wait. */
  readonly waiting: ReadonlySignal<number>;
  readonly progress: ReadonlySignal<TotalProgress | null>;
  /** Milliseconds that nodes took, by node. */
  readonly pace: ReadonlyMap<string, number>;
  /** How the last run ended, of whatever document. */
  readonly last: ReadonlySignal<EndedRun | null>;
  /** Whether somebody chose that every change is run. */
  readonly live: Signal<boolean>;
  /**
   * Runs on every change, whatever was chosen, until what comes back is called.
   * @param targets what those runs are for, in place of what others hold them for; everything that shows or writes something
   * where nobody says.
   */
  holdLive(targets?: readonly string[]): () => void;
  /** Runs to these nodes, or everything that shows or writes something. */
  run(targets?: readonly string[]): void;
  cancel(): void;
  /** Shows what was known of the nodes of a workflow that is open before a reload. */
  restore(document: WorkflowDocument, states: NodeStates): void;
  /** Shows what the engine knows of this window's runs from before it was loaded, and follows the one under way. */
  resume(): Promise<void>;
  dispose(): void;
}

export interface EndedRun {
  readonly workflow: Workflow;
  /** Absent when it completed. */
  readonly problem: Problem | undefined;
}

export interface RunDependencies {
  readonly client: HostClient;
  readonly editor: EditorStore;
  readonly log: Log;
  /** Called for every event of a run, as it comes. */
  readonly seen?: (job: Job, event: RunEvent) => void;
  /** Calls back before the next frame is painted. */
  readonly nextFrame?: (callback: () => void) => void;
  readonly now?: () => number;
  /** Where runs go that somebody asks for. */
  readonly place?: () => RunPlace;
}

export function createRunController(dependencies: RunDependencies): RunController {
  const { client, editor, log, seen, now = Date.now, place = () => 'here' } = dependencies;
  const states = createShownStates(editor, dependencies.nextFrame ?? ((callback) => requestAnimationFrame(callback)));
  const progress = createRunProgress(now);
  const reports = createRunReports(log);
  const current = signal<Job | null>(null);
  const waiting = signal(0);
  const last = signal<EndedRun | null>(null);
  const started = new Set<string>();

  const begun = (job: Job): Job => {
    started.add(job.run);
    live.began(job.workflow);
    return job;
  };
  // Live runs are answered at once, or not at all.
  const liveJob = (targets: readonly string[]) => begun(newJob(editor, 'live', targets, 'here'));

  const queue = createRunQueue(
    client,
    {
      changed(job, count) {
        if (job !== current.peek()) {
          progress.begin();
          reports.begin();
        }
        current.value = job;
        waiting.value = count;
        if (job) return;
        progress.end();
        states.outdate();
      },
      shown: ({ document }) => states.keysOf(document),
      event(job, event) {
        states.see(job, event);
        reports.see(job, event);
        seen?.(job, event);
        progress.see(job, event);
      },
      ended(job, problem) {
        last.value = { workflow: job.workflow, problem };
        states.settle(job, problem ? 'failed' : 'completed');
        if (problem?.code === 'cancelled') {
          reports.cancelled(job);
        } else if (problem?.code === 'unknown-run' && live.isOn()) {
          queue.offerLive(liveJob(live.targets()));
        } else if (problem) {
          states.mark(job, problem);
          reports.failed(job, problem);
        }
      },
    },
    now,
  );

  const live = createLiveRuns(editor, {
    changed: (targets) => queue.offerLive(liveJob(targets)),
    left: () => queue.drop(({ lane }) => lane === 'live'),
    looked() {
      // While something runs, it will say more.
      if (!current.peek()) states.outdate(({ isShown }) => isShown);
    },
  });

  let open = new Set<WorkflowDocument>();
  const stopClosed = effect(() => {
    const before = open;
    open = new Set(editor.tabs.value.map(({ document }) => document));
    const isClosed = (document: WorkflowDocument) => before.has(document) && !open.has(document);
    if ([...before].some(isClosed)) queue.drop(({ document }) => isClosed(document));
  });

  const stopRestarts = client.on('restarted', ({ problem }) => {
    const lost = queue.abandon() !== null;
    for (const { document } of editor.tabs.peek()) states.settle({ lane: 'manual', document }, 'failed');
    log.notify({ level: lost ? 'error' : 'warning', message: problem.message, remedy: problem.remedy });
  });

  return {
    current,
    waiting,
    progress: progress.total,
    pace: progress.pace,
    last,
    live: live.chosen,
    holdLive: live.hold,
    run(targets = []) {
      // What was said about an earlier attempt is over.
      const document = editor.document.peek();
      log.dismiss((entry) => (entry.document ?? document) === document);
      queue.add(begun(newJob(editor, 'manual', targets, place())));
    },
    cancel: queue.cancel,
    restore: states.restore,
    async resume() {
      const records = await createPatientClient(client).call('runs', { client: client.windowId });
      const own = records.filter(({ run, lane }) => !started.has(run) && !isAside(lane));
      queue.resume(own.map((record) => knownJob(editor, record)));
    },
    dispose() {
      live.dispose();
      stopClosed();
      stopRestarts();
      queue.dispose();
    },
  };
}
