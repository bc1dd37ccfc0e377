import type { RunEvent } from '../../../graph/events.ts';
import { type Problem, problemFrom } from '../../../graph/problem.ts';
import type { Workflow } from '../../../graph/workflow/schema.ts';
import { type Done, followRun } from '../../../protocol/followRun.ts';
import type { RunPlace } from '../../../protocol/types.ts';
import type { HostClient } from '../../hosts/hostClient.ts';
import { createPatientClient, waitForConnection } from '../../hosts/patientClient.ts';
import { texts } from '../../text/texts.ts';
import type { WorkflowDocument } from '../document/document.ts';

export type Lane = 'manual' | 'live';

export interface Job {
  readonly run: string;
  readonly lane: Lane;
  readonly workflow: Workflow;
  /** What the workflow belongs to: its tab shows the results. */
  readonly document: WorkflowDocument;
  readonly targets: readonly string[];
  readonly place: RunPlace;
  /** Asked for before this page was loaded: it may be over, and was reported then. */
  readonly known?: 'under way' | 'done';
}

export interface RunListener {
  /** The job that is under way (null for none) or the number of those that wait changed. */
  changed(current: Job | null, waiting: number): void;
  event(job: Job, event: RunEvent): void;
  /** Content keys of the results that are shown already, by node. */
  shown(job: Job): Readonly<Record<string, string>>;
  /** Once for each job that began; `problem` is absent when it completed. */
  ended(job: Job, problem?: Problem): void;
}

export interface RunQueue {
  /** Runs after those before it. A live run that is under way makes room. */
  add(job: Job): void;
  /** Follows runs that the engine has already, before all others. */
  resume(jobs: readonly Job[]): void;
  /** Runs when nothing else does; a newer one takes its place. */
  offerLive(job: Job): void;
  /** Cancels what is under way and forgets what waits. */
  cancel(): void;
  /** The same of live runs, or of whatever belongs to a workflow that was closed. */
  drop(isDropped: (job: Job) => boolean): void;
  /** Forgets the job under way and those that wait: the engine that had them is gone. */
  abandon(): Job | null;
  dispose(): void;
}

/**
 * A live run that a newer one waits for may finish when it is quick, so that a dragged slider shows every few frames
 * something; a slow one is dropped after this many milliseconds, because its result is stale already.
 */
export const STALE_AFTER = 700;

/**
 * Follows a run in the same breath in which it is asked for: the engine knows who watches before it computes, and is not
 * to be heard while it does. Where the engine did not have it yet, it is followed once it has.
 */
async function withoutWaiting(submitted: Promise<void>, follow: () => Promise<Done>): Promise<Done> {
  let isTaken = false;
  const taken = submitted.then(() => {
    isTaken = true;
  });
  taken.catch(() => undefined);
  try {
    return await follow();
  } catch (thrown) {
    if (isTaken) throw thrown;
    await taken;
    return follow();
  }
}

export function createRunQueue(client: HostClient, listener: RunListener, now: () => number = Date.now): RunQueue {
  const engine = createPatientClient(client);
  const isConnected = () => client.connection.peek() === 'connected';
  const waiting: Job[] = [];
  let live: Job | null = null;
  let current: { job: Job; since: number } | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const nameOf = ({ run }: Job) => ({ client: client.windowId, run });
  const tell = () => listener.changed(current?.job ?? null, waiting.length);

  const end = (job: Job, problem?: Problem) => {
    if (current?.job !== job) return;
    current = null;
    listener.ended(job, problem);
    advance();
  };

  const submit = async (job: Job): Promise<void> => {
    const { workflow, document, targets, lane, place } = job;
    const shown = listener.shown(job);
    const path = document.path.peek() ?? document.origin;
    const kept = lane === 'live' ? 'newest' : 'all';
    await engine.call('submit', { ...nameOf(job), workflow, path, targets, lane, watch: null, shown, kept, place });
  };

  const start = (job: Job) => {
    current = { job, since: now() };
    const heard = (event: RunEvent) => {
      if (current?.job === job) listener.event(job, event);
    };
    const follow = () => followRun(client, nameOf(job), heard, waitForConnection(client));
    const followed = job.known ? follow() : withoutWaiting(submit(job), follow);
    followed.then(
      ({ problem }) => end(job, problem),
      (thrown) => end(job, problemFrom(thrown)),
    );
  };

  const replaceStale = () => {
    if (current?.job.lane !== 'live' || !live) return;
    const job = live;
    live = null;
    listener.ended(current.job, { code: 'cancelled', message: texts.messages.replaced, place: {}, remedy: '' });
    start(job);
  };

  const advance = () => {
    clearTimeout(timer);
    if (!current && isConnected()) {
      const next = waiting.shift() ?? live;
      if (next === live) live = null;
      if (next) start(next);
    } else if (live && current?.job.lane === 'live' && isConnected()) {
      timer = setTimeout(
        () => {
          replaceStale();
          advance();
        },
        Math.max(0, current.since + STALE_AFTER - now()),
      );
    }
    tell();
  };

  const stop = (job: Job) => {
    // A run that ended in between cannot be cancelled, and need not be.
    engine.call('cancel', nameOf(job)).catch(() => undefined);
  };

  const stopListening = client.connection.subscribe(() => advance());

  return {
    add(job) {
      live = null;
      waiting.push(job);
      if (current?.job.lane === 'live') stop(current.job);
      advance();
    },
    resume(jobs) {
      waiting.unshift(...jobs);
      advance();
    },
    offerLive(job) {
      live = job;
      advance();
    },
    cancel() {
      waiting.length = 0;
      live = null;
      if (current) stop(current.job);
      tell();
    },
    drop(isDropped) {
      waiting.splice(0, waiting.length, ...waiting.filter((job) => !isDropped(job)));
      if (live && isDropped(live)) live = null;
      if (current && isDropped(current.job)) stop(current.job);
      tell();
    },
    abandon() {
      const lost = current?.job ?? null;
      clearTimeout(timer);
      waiting.length = 0;
      live = null;
      current = null;
      tell();
      return lost;
    },
    dispose() {
      clearTimeout(timer);
      stopListening();
    },
  };
}
