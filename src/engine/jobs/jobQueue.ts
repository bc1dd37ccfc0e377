import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { ArcspaceError } from '../../graph/problem.ts';
import { serializeWorkflow } from '../../graph/workflow/serialize.ts';
import { type Job, requestAgain } from '../../jobs/job.ts';
import type { JobEvent } from '../../jobs/jobEvent.ts';
import { heldIn, readyIn } from '../../jobs/queueState.ts';
import { countJobs, listJobs, type QueueView } from '../../jobs/queueView.ts';
import { jobsIn, secondsLeft } from '../../jobs/secondsLeft.ts';
import type { JobOrder } from '../../protocol/jobCalls.ts';
import { cancelling, lastOf } from './cancelling.ts';
import { emptyInbox, type QueueRequest } from './inbox.ts';
import { createJobPictures } from './jobPictures.ts';
import { withOwnValues } from './ownValues.ts';
import { createQueueKeeper, type Decide, ELSEWHERE } from './queueKeeper.ts';
import { requestsOf, withoutSeeds } from './requestsOf.ts';
import { createRevisions } from './revisions.ts';
import type { Seal } from './seal.ts';
import { createWorker, type WorkerParts } from './worker.ts';
import { createWorkflowShelf } from './workflowShelf.ts';

export interface QueueParts extends Pick<WorkerParts, 'registry' | 'run' | 'othersFirst' | 'rested'> {
  /** Where the queue is kept; made when the first job is added. */
  readonly folder: string;
  /** Of this user on this machine. */
  seal(): Promise<Seal>;
  /** Throws where the folder must not be written to. */
  requireOwn(): Promise<void>;
}

/** The queue of a workspace, and what runs it. */
export interface JobQueue {
  /** Goes on with what an engine before this one left, now or as soon as nobody else does. */
  takeUp(): Promise<void>;
  submit(order: JobOrder): Promise<readonly string[]>;
  watch(seen: number): Promise<QueueView>;
  cancel(ids: readonly string[]): Promise<void>;
  cancelWaiting(): Promise<void>;
  move(ids: readonly string[], before: string | null): Promise<void>;
  repeat(ids: readonly string[]): Promise<void>;
  limit(ids: readonly string[]): Promise<void>;
  clear(): Promise<void>;
  /** Lets the jobs in that came from elsewhere, or forgets them. */
  answerHeld(run: boolean): Promise<void>;
  workflow(id: string): Promise<{ readonly text: string; readonly path: string | null }>;
  picture(id: string): Promise<Uint8Array>;
  close(): Promise<void>;
}

/** Milliseconds between looks at whether a queue that another engine has is free, and at what other programs ask for. */
const LOOK_EVERY = 2_000;

/** Jobs that wait in all: what a person has computed, for weeks. */
const MOST_WAITING = 100_000;

function tooMany(): ArcspaceError {
  return new ArcspaceError(
    'usage',
    `More than ${MOST_WAITING} runs would wait.`,
    'Add them when some are done, or cancel some that wait.',
  );
}

export function createJobQueue(parts: QueueParts): JobQueue {
  const { folder, registry } = parts;
  const revisions = createRevisions();
  const shelf = createWorkflowShelf(join(folder, 'workflows'), registry);
  const pictures = createJobPictures(join(folder, 'pictures'));
  const keeper = createQueueKeeper(folder, {
    seal: parts.seal,
    requireOwn: parts.requireOwn,
    changed: revisions.listChanged,
    async taken({ jobs }) {
      await shelf.keepOnly(new Set([...jobs.values()].map(({ workflow }) => workflow)));
      await pictures.keepOnly(jobs);
    },
    lost: () => worker.stopAll(),
  });
  const worker = createWorker({ ...parts, keeper, shelf, pictures, stepped: revisions.stepped });
  let timer: ReturnType<typeof setInterval> | undefined;
  let looking: Promise<void> | undefined;

  const look = async (): Promise<void> => {
    try {
      await keeper.takeUp();
      if (keeper.owner === 'here') await emptyInbox(folder, await parts.seal(), perform);
    } finally {
      worker.wake();
    }
  };
  const lookOnce = (): Promise<void> => {
    looking ??= look().finally(() => {
      looking = undefined;
    });
    return looking;
  };
  const takeUp = async (): Promise<void> => {
    timer ??= setInterval(() => void lookOnce().catch(() => undefined), LOOK_EVERY).unref();
    await lookOnce();
  };
  const record = async (decide: Decide): Promise<readonly JobEvent[]> => {
    const events = await keeper.record(decide);
    worker.wake();
    return events;
  };
  const found = (id: string): Job => {
    const job = keeper.state.jobs.get(id);
    if (!job) throw new ArcspaceError('unknown-job', 'The queue no longer has this run.', 'Add it to the queue again.');
    return job;
  };
  const cancel = async (ids: readonly string[]): Promise<void> => {
    const events = await record((state) => cancelling(state, ids, Date.now()));
    for (const event of events) if (event.type === 'ended') worker.stop(event.id);
  };

  const submit = async (order: JobOrder, held = false): Promise<readonly string[]> => {
    await keeper.own();
    const jobs = requestsOf(order, await shelf.put(withoutSeeds(order, registry)), registry);
    await record((state) => {
      if (state.waiting.length + jobs.length > MOST_WAITING) throw tooMany();
      return [{ type: 'added', jobs, ...(held ? { held } : {}) }];
    });
    return jobs.map(({ id }) => id);
  };
  const cancelWaiting = async (): Promise<void> => {
    await record((state) => [{ type: 'cancelled', ids: readyIn(state), time: Date.now() }]);
  };
  const perform = async (request: QueueRequest, isOwn: boolean): Promise<void> => {
    if (request.type === 'submit') await submit(request.order, !isOwn);
    else if (request.type === 'cancel') await cancel(request.ids.ids);
    else await cancelWaiting();
  };

  return {
    takeUp,
    submit: (order) => submit(order),
    async watch(seen) {
      if (keeper.owner === 'nobody') await takeUp();
      await revisions.after(seen);
      const { state, notes, owner } = keeper;
      const progress = worker.progress();
      return {
        revision: revisions.current(),
        counts: countJobs(state),
        totals: keeper.totals,
        held: heldIn(state).length,
        progress: progress.map(({ shown }) => shown),
        notes,
        left: secondsLeft(state, Date.now(), progress[0]?.estimate),
        ...(owner === 'elsewhere' ? { elsewhere: ELSEWHERE } : {}),
        ...(revisions.hasList(seen) ? {} : { jobs: listJobs(state) }),
      };
    },
    cancel,
    cancelWaiting,
    async move(ids, before) {
      await record(() => [{ type: 'moved', ids: [...ids], before }]);
    },
    async repeat(ids) {
      await record((state) => {
        const done = jobsIn(state, ids).filter(({ status }) => status === 'done');
        const again = done.map((job) => requestAgain(job, `${randomBytes(8).toString('hex')}.0`, Date.now()));
        return [
          { type: 'retried', ids: [...ids] },
          { type: 'added', jobs: again },
        ];
      });
    },
    async limit(ids) {
      await record((state) => [{ type: 'limited', ids: lastOf(state, ids) }]);
    },
    async clear() {
      await record(({ ended }) => [{ type: 'removed', ids: [...ended] }]);
      await pictures.keepOnly(keeper.state.jobs);
    },
    async answerHeld(run) {
      await record((state) => {
        const ids = heldIn(state);
        if (run) return [{ type: 'admitted', ids }];
        return [
          { type: 'cancelled', ids, time: Date.now() },
          { type: 'removed', ids },
        ];
      });
    },
    async workflow(id) {
      const { workflow, overrides, path } = found(id);
      return { text: serializeWorkflow(withOwnValues(await shelf.take(workflow), overrides)), path };
    },
    picture: (id) => pictures.take(found(id).id),
    async close() {
      clearInterval(timer);
      await looking?.catch(() => undefined);
      await worker.close();
      await keeper.note(({ running }) => (running.length > 0 ? [{ type: 'paused', ids: [...running] }] : []));
      await keeper.close();
    },
  };
}
