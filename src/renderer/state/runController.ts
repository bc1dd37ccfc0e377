import { computed, effect, type ReadonlySignal, type Signal, signal } from '@preact/signals';
import type { RunEvent } from '../../graph/events.ts';
import type { Problem } from '../../graph/problem.ts';
import { createProgressMeter, type Pace, type ProgressMeter, type TotalProgress } from '../../graph/totalProgress.ts';
import type { Workflow } from '../../graph/workflow/schema.ts';
import type { RunPlace, RunRecord } from '../../protocol/types.ts';
import type { HostClient } from '../hosts/hostClient.ts';
import { createPatientClient } from '../hosts/patientClient.ts';
import type { NodeStates } from './applyRunEvents.ts';
import type { EditorStore } from './createEditor.ts';
import { createDocument, type WorkflowDocument } from './document.ts';
import { createEventBatch, LIVE_DELAY } from './eventBatch.ts';
import { type Log, logOf } from './log.ts';
import { withoutOutdated } from './outdated.ts';
import { reportDone, reportFailure, reportFiles } from './reportRun.ts';
import { isAside } from './runAside.ts';
import { documentOfRun, runName } from './runName.ts';
import { createRunQueue, type Job, type Lane } from './runQueue.ts';
import { sameComputation } from './sameComputation.ts';
import { shareParts } from './shareParts.ts';
import type { Tab } from './tabs.ts';

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

/** What is said of a run in the log: not of those that nobody asked for, nor again after a reload. */
function reports({ lane, known }: Job): boolean {
  return lane === 'manual' && known !== 'done';
}

function shownKeys(states: NodeStates): Record<string, string> {
  return Object.fromEntries([...states].flatMap(([node, { key }]) => (key === undefined ? [] : [[node, key]])));
}

/** By node of each workflow: the workflow whose run its state comes from. */
function createOrigins() {
  const all = new WeakMap<WorkflowDocument, Map<string, Workflow>>();
  return {
    of(document: WorkflowDocument): Map<string, Workflow> {
      const known = all.get(document) ?? new Map<string, Workflow>();
      all.set(document, known);
      return known;
    },
  };
}

interface LiveHold {
  readonly targets: readonly string[] | undefined;
}

const everything: readonly string[] = [];

export function createRunController(dependencies: RunDependencies): RunController {
  const { client, editor, log, seen, now = Date.now, place = () => 'here' } = dependencies;
  const batch = createEventBatch(editor, dependencies.nextFrame ?? ((callback) => requestAnimationFrame(callback)));
  const current = signal<Job | null>(null);
  const waiting = signal(0);
  const progress = signal<TotalProgress | null>(null);
  const last = signal<EndedRun | null>(null);
  const live = signal(false);
  const holds = signal<readonly LiveHold[]>([]);
  const isLive = computed(() => live.value || holds.value.length > 0);
  const liveTargets = computed(() => holds.value.findLast(({ targets }) => targets)?.targets ?? everything);
  const pace: Pace = new Map();
  let meter: ProgressMeter = createProgressMeter(pace, now);
  let begun = 0;
  let failures: Problem[] = [];
  const origins = createOrigins();
  const statesOf = (document: WorkflowDocument): NodeStates => editor.openStates.peek().get(document) ?? new Map();
  const started = new Set<string>();
  let offered: Workflow | null = null;

  /** While nothing runs that will say more: what is shown is measured by the workflow as it is now. */
  const markOutdated = (isMeant: (tab: Tab) => boolean = () => true) => {
    if (current.peek()) return;
    for (const { document, workflow } of editor.tabs.peek().filter(isMeant)) {
      const states = statesOf(document);
      const next = withoutOutdated(states, origins.of(document), workflow);
      if (next !== states) editor.setStates(document, next);
    }
  };

  const markProblem = ({ workflow, document }: Job, problem: Problem) => {
    const { node } = problem.place;
    if (node === undefined || statesOf(document).get(node)?.problem) return;
    origins.of(document).set(node, workflow);
    batch.add({ type: 'failed', node, problem }, { lane: 'manual', document });
    batch.flush();
  };

  const queue = createRunQueue(
    client,
    {
      changed(job, count) {
        if (job !== current.peek()) {
          meter = createProgressMeter(pace, now);
          begun = now();
          failures = [];
        }
        current.value = job;
        waiting.value = count;
        if (job) return;
        progress.value = null;
        markOutdated();
      },
      shown: (job) => shownKeys(statesOf(job.document)),
      event(job, event) {
        if (event.type === 'finished' || event.type === 'failed') {
          origins.of(job.document).set(event.node, job.workflow);
        }
        batch.add(event, job);
        if (event.type === 'failed') failures.push(event.problem);
        if (event.type === 'finished' && job.known !== 'done') {
          const said = logOf(log, job.document);
          for (const message of event.warnings) said.note({ level: 'warning', message, node: event.node });
          reportFiles(said, job.lane, event);
        }
        if (event.type === 'done' && reports(job) && event.outcome === 'completed') {
          reportDone(logOf(log, job.document), event);
        }
        seen?.(job, event);
        meter.see(event);
        if (job.lane === 'manual' || now() - begun > LIVE_DELAY) progress.value = meter.read();
      },
      ended(job, problem) {
        last.value = { workflow: job.workflow, problem };
        batch.add(
          { type: 'done', outcome: problem ? 'failed' : 'completed', executed: 0, cached: 0, milliseconds: 0 },
          job,
        );
        batch.flush();
        if (problem?.code === 'cancelled') {
          if (reports(job)) log.note({ level: 'info', message: 'Run cancelled.' });
        } else if (problem?.code === 'unknown-run' && isLive.peek()) {
          queue.offerLive(newJob('live', liveTargets.peek()));
        } else if (problem) {
          markProblem(job, problem);
          if (job.known === 'done') return;
          reportFailure(logOf(log, job.document), problem, failures);
        }
      },
    },
    now,
  );

  const newJob = (lane: Lane, targets: readonly string[]): Job => {
    const workflow = editor.workflow.peek();
    offered = workflow;
    const document = editor.document.peek();
    const run = runName(document.id);
    started.add(run);
    // Live runs are answered at once, or not at all.
    const chosen = lane === 'manual' ? place() : 'here';
    return { run, lane, workflow, document, targets, place: chosen };
  };

  /** Of a workflow that was opened anew, because the browser keeps nothing, only its file tells. */
  const tabOf = (run: string, path: string | null): Tab | undefined => {
    const tabs = editor.tabs.peek();
    const named = tabs.find(({ document }) => document.id === documentOfRun(run));
    const alike = tabs.filter(({ document }) => path !== null && path === (document.path.peek() ?? document.origin));
    return named ?? (alike.length === 1 ? alike[0] : undefined);
  };

  const knownJob = ({ run, lane, workflow, path, targets, done }: RunRecord): Job => {
    const known = done ? 'done' : 'under way';
    const common = { run, lane: lane === 'live' ? lane : 'manual', targets, known, place: 'here' } as const;
    const tab = tabOf(run, path);
    if (!tab) return { ...common, workflow, document: createDocument(workflow, path) };
    return { ...common, workflow: shareParts(workflow, tab.workflow), document: tab.document };
  };

  let shown = editor.document.peek();
  let wasLive = false;
  let lastTargets = liveTargets.peek();
  const stopLive = effect(() => {
    const workflow = editor.workflow.value;
    const opened = editor.document.value !== shown;
    const retargeted = liveTargets.value !== lastTargets;
    const turnedOn = isLive.value && (!wasLive || retargeted);
    lastTargets = liveTargets.value;
    shown = editor.document.value;
    wasLive = isLive.value;
    if (opened) {
      // Opening a file never runs anything, and nobody looks at what runs live for another.
      queue.drop(({ lane }) => lane === 'live');
      offered = workflow;
    } else if (turnedOn || (isLive.value && !(offered && sameComputation(offered, workflow)))) {
      queue.offerLive(newJob('live', liveTargets.peek()));
    }
    markOutdated(({ isShown }) => isShown);
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
    for (const { document } of editor.tabs.peek()) {
      batch.add(
        { type: 'done', outcome: 'failed', executed: 0, cached: 0, milliseconds: 0 },
        { lane: 'manual', document },
      );
    }
    batch.flush();
    log.notify({ level: lost ? 'error' : 'warning', message: problem.message, remedy: problem.remedy });
  });

  return {
    current,
    waiting,
    progress,
    pace,
    last,
    live,
    holdLive(targets) {
      const hold = { targets };
      holds.value = [...holds.peek(), hold];
      return () => {
        holds.value = holds.peek().filter((each) => each !== hold);
      };
    },
    run(targets = []) {
      // What was said about an earlier attempt is over.
      const document = editor.document.peek();
      log.dismiss((entry) => (entry.document ?? document) === document);
      queue.add(newJob('manual', targets));
    },
    cancel: queue.cancel,
    restore(document, states) {
      const { workflow } = editor.history(document).shown;
      for (const node of states.keys()) origins.of(document).set(node, workflow);
      editor.setStates(document, states);
    },
    async resume() {
      const records = await createPatientClient(client).call('runs', { client: client.windowId });
      const own = records.filter(({ run, lane }) => !started.has(run) && !isAside(lane));
      queue.resume(own.map(knownJob));
    },
    dispose() {
      stopLive();
      stopClosed();
      stopRestarts();
      queue.dispose();
    },
  };
}
