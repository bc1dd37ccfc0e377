import { effect, type ReadonlySignal, type Signal, signal } from '@preact/signals';
import type { RunEvent } from '../../graph/events.ts';
import type { Problem } from '../../graph/problem.ts';
import type { Workflow } from '../../graph/workflow/schema.ts';
import type { EngineClient } from '../../protocol/protocol.ts';
import type { NodeStates } from './applyRunEvents.ts';
import type { EditorStore } from './createEditor.ts';
import { createEventBatch, LIVE_DELAY } from './eventBatch.ts';
import type { Log } from './log.ts';
import { withoutOutdated } from './outdated.ts';
import { reportDone, reportFailure, reportFiles } from './reportRun.ts';
import { createRunQueue, type Job, type Lane } from './runQueue.ts';
import { sameComputation } from './sameComputation.ts';
import { createProgressMeter, type Pace, type ProgressMeter, type TotalProgress } from './totalProgress.ts';

export interface RunController {
  /** The run under way; null when the engine rests. */
  readonly current: ReadonlySignal<Job | null>;
  /** Runs that wait. */
  readonly waiting: ReadonlySignal<number>;
  readonly progress: ReadonlySignal<TotalProgress | null>;
  /** Runs on every change. */
  readonly live: Signal<boolean>;
  /** Runs to these nodes, or everything that shows or writes something. */
  run(targets?: readonly string[]): void;
  cancel(): void;
  /** Shows what was known of the nodes of the open workflow before a reload. */
  restore(states: NodeStates): void;
  dispose(): void;
}

export interface RunDependencies {
  readonly client: EngineClient;
  readonly editor: EditorStore;
  readonly log: Log;
  /** Called for every event of a run, as it comes. */
  readonly seen?: (job: Job, event: RunEvent) => void;
  /** Calls back before the next frame is painted. */
  readonly nextFrame?: (callback: () => void) => void;
  readonly now?: () => number;
}

let runs = 0;

/** Unique among all windows that share an engine. */
function runName(): string {
  runs += 1;
  return `${Date.now().toString(36)}-${Math.random().toString(36).slice(2, 8)}-${runs}`;
}

function shownKeys(states: NodeStates): Record<string, string> {
  return Object.fromEntries([...states].flatMap(([node, { key }]) => (key === undefined ? [] : [[node, key]])));
}

export function createRunController(dependencies: RunDependencies): RunController {
  const { client, editor, log, seen, now = Date.now } = dependencies;
  const batch = createEventBatch(editor, dependencies.nextFrame ?? ((callback) => requestAnimationFrame(callback)));
  const current = signal<Job | null>(null);
  const waiting = signal(0);
  const progress = signal<TotalProgress | null>(null);
  const live = signal(false);
  const pace: Pace = new Map();
  let meter: ProgressMeter = createProgressMeter(pace, now);
  let begun = 0;
  let failures: Problem[] = [];
  let cutOff = false;
  const origins = new Map<string, Workflow>();
  let computed: Workflow | null = null;

  /** While nothing runs that will say more: what is shown is measured by the workflow as it is now. */
  const markOutdated = () => {
    if (current.peek()) return;
    editor.nodeStates.value = withoutOutdated(editor.nodeStates.peek(), origins, editor.workflow.peek());
  };

  const markProblem = ({ workflow }: Job, problem: Problem) => {
    const { node } = problem.place;
    if (node === undefined || editor.nodeStates.peek().get(node)?.problem) return;
    origins.set(node, workflow);
    batch.add({ type: 'failed', node, problem }, 'manual');
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
          cutOff = cutOff && job === null;
        }
        current.value = job;
        waiting.value = count;
        if (job) return;
        progress.value = null;
        markOutdated();
      },
      shown: (job) => (job.document === editor.document.peek() ? shownKeys(editor.nodeStates.peek()) : {}),
      event(job, event) {
        if (job.document === editor.document.peek()) {
          if (event.type === 'finished' || event.type === 'failed') origins.set(event.node, job.workflow);
          batch.add(event, job.lane);
        }
        if (event.type === 'failed') failures.push(event.problem);
        if (event.type === 'finished') {
          for (const message of event.warnings) log.note({ level: 'warning', message, node: event.node });
          reportFiles(log, job.lane, event);
        }
        if (event.type === 'done' && job.lane === 'manual' && event.outcome === 'completed') {
          reportDone(log, event);
        }
        seen?.(job, event);
        meter.see(event);
        if (job.lane === 'manual' || now() - begun > LIVE_DELAY) progress.value = meter.read();
      },
      ended(job, problem) {
        batch.add(
          { type: 'done', outcome: problem ? 'failed' : 'completed', executed: 0, cached: 0, milliseconds: 0 },
          job.lane,
        );
        batch.flush();
        if (problem?.code === 'cancelled') {
          if (job.lane === 'manual') log.note({ level: 'info', message: 'Run cancelled.' });
        } else if (problem) {
          markProblem(job, problem);
          cutOff = problem.code === 'connection-lost';
          reportFailure(log, problem, failures);
        }
      },
    },
    now,
  );

  const job = (lane: Lane, targets: readonly string[]): Job => {
    const workflow = editor.workflow.peek();
    computed = workflow;
    return { run: runName(), lane, workflow, document: editor.document.peek(), targets };
  };

  let shown = editor.document.peek();
  let wasLive = false;
  const stopLive = effect(() => {
    const workflow = editor.workflow.value;
    const opened = editor.document.value !== shown;
    const turnedOn = live.value && !wasLive;
    shown = editor.document.value;
    wasLive = live.value;
    if (opened) {
      // Opening a file never runs anything, and what ran for another is of no use.
      queue.cancel();
      origins.clear();
      computed = workflow;
    } else if (turnedOn || (live.value && !(computed && sameComputation(computed, workflow)))) {
      queue.offerLive(job('live', []));
    }
    markOutdated();
  });

  const stopRestarts = client.on('restarted', ({ problem }) => {
    // The run under way was lost, or has failed just now because the connection did: this is why.
    const lost = queue.abandon() !== null || cutOff;
    batch.add({ type: 'done', outcome: 'failed', executed: 0, cached: 0, milliseconds: 0 }, 'manual');
    batch.flush();
    log.notify({ level: lost ? 'error' : 'warning', message: problem.message, remedy: problem.remedy });
  });

  return {
    current,
    waiting,
    progress,
    live,
    run(targets = []) {
      // What was said about an earlier attempt is over.
      log.dismiss();
      queue.add(job('manual', targets));
    },
    cancel: queue.cancel,
    restore(states) {
      for (const node of states.keys()) origins.set(node, editor.workflow.peek());
      editor.nodeStates.value = states;
    },
    dispose() {
      stopLive();
      stopRestarts();
      queue.dispose();
    },
  };
}
