import type { Job } from 'bullmq';
import type { Redis } from 'ioredis';
import { duration } from '../../graph/duration.ts';
import { ArcspaceError, type Problem, problemFrom } from '../../graph/problem.ts';
import type { ProviderName } from '../../protocol/types.ts';
import { type QueuedJob, readQueued } from '../order.ts';
import { type JobProgress, type JobResult, overConnection, QUEUE_NAME } from '../queue/jobs.ts';
import { reasonOf, refusalTeller } from '../queue/problems.ts';
import { createActiveJobs } from './activeJobs.ts';
import { createClaims } from './claims.ts';
import type { JobWatcher } from './metrics.ts';
import { createOfferAgain, LATER } from './offerAgain.ts';
import { DEVICE_ELSEWHERE, requireDevice } from './requireDevice.ts';
import { MODELS_ELSEWHERE } from './requireModels.ts';
import type { Slot } from './slot.ts';
import { createSlotPool } from './slotPool.ts';
import { tellProgress } from './tellProgress.ts';

export interface WorkerSetting {
  readonly redis: Redis;
  /** As many jobs are computed at once. */
  readonly slots: readonly Slot[];
  /** For people: which of the workers it is. */
  readonly name: string;
  readonly say: (line: string) => void;
  /** What its slots compute on. Jobs for another device are left to others. */
  readonly device?: ProviderName | undefined;
  /** Told of each job that is taken. */
  readonly watcher?: JobWatcher | undefined;
  /** Milliseconds after which the job of a worker that is no longer heard of is somebody else's. */
  readonly lostAfter?: number;
}

export interface RunningWorker {
  /** Jobs that are computed now. */
  running(): number;
  /** Takes no more jobs; resolves when those that it has are done. */
  drain(): Promise<void>;
}

const LOST_AFTER = 15_000;
/** A cancel reaches whatever computes within two seconds: this, and the time that a process has to hear it. */
const LOOK_FOR_CANCELS = 400;
/**
 * A worker with many slots takes a few jobs ahead of its needs: one is at hand when a slot is free, and the queue is told meanwhile of what that has done. With a job ahead for so many
 * slots it waits for an eighth of its own time at most; a worker with fewer takes none, for another one may be idle.
 */
const SLOTS_OF_ONE_AHEAD = 8;
/** Milliseconds for which a job waits for a worker with its models and its device. */
const LONGEST_WAIT = 24 * 60 * 60 * 1000;
/** How often the worker of a job may be lost before the job is taken for the cause. */
const MOST_LOST = 3;

/** The same is computed for another job at the moment. */
const COMPUTED_ELSEWHERE = 'computed-elsewhere';

/** What another worker may be able to compute. */
const ELSEWHERE = new Set([MODELS_ELSEWHERE, DEVICE_ELSEWHERE]);

/** What may go better the next time, perhaps on another machine. */
const PASSING = new Set([
  'worker-process',
  'store-content',
  'store-away',
  'file-system',
  'cannot-write',
  'unreadable-file',
]);

/** Takes jobs from the queue, one for each slot at a time. */
export async function startWorker(setting: WorkerSetting): Promise<RunningWorker> {
  const { DelayedError, UnrecoverableError, Worker } = await import('bullmq');
  const { redis, slots, name, say, device, watcher, lostAfter = LOST_AFTER } = setting;
  const pool = createSlotPool(slots);
  const active = createActiveJobs(redis);
  const claims = createClaims(redis, lostAfter);
  const offerAgain = createOfferAgain(redis, name);

  const compute = async (job: Job<QueuedJob, JobResult>, id: string): Promise<JobResult> => {
    const asked = readQueued(job.data);
    requireDevice(device, asked.device);
    // Asked together with whether it was cancelled: each answer of the queue is waited for with an empty slot.
    const taking = claims.take(asked.order, id);
    taking.catch(() => undefined);
    try {
      return await active.during(id, asked.cancelledBy, async (signal) => {
        if (!(await taking)) throw computedElsewhere();
        return computeIn(job, asked, signal);
      });
    } finally {
      // Who takes the same order meanwhile comes again.
      void taking.then(() => claims.release(asked.order, id)).catch(() => undefined);
    }
  };

  const computeIn = (job: Job<QueuedJob, JobResult>, asked: QueuedJob, signal: AbortSignal): Promise<JobResult> =>
    pool.use(signal, async (slot) => {
      const progress = tellProgress(redis, job);
      return slot.compute(asked, signal, progress.tell).finally(progress.end);
    });

  const handBack = async (job: Job<QueuedJob, JobResult>, token: string | undefined, delay = LATER): Promise<Error> => {
    await job.moveToDelayed(Date.now() + delay, token);
    return new DelayedError();
  };

  /** What BullMQ is to be told of a job that was not done. */
  const answerTo = async (job: Job<QueuedJob, JobResult>, problem: Problem, token?: string): Promise<Error> => {
    if (problem.code === COMPUTED_ELSEWHERE) return handBack(job, token);
    if (ELSEWHERE.has(problem.code) && Date.now() - job.timestamp < LONGEST_WAIT) {
      const waits = `${name}: ${problem.message} The run waits for another worker. ${problem.remedy}`;
      await job.updateProgress({ finished: [], waits } satisfies JobProgress);
      return handBack(job, token, await offerAgain(job.data, job.attemptsStarted));
    }
    return PASSING.has(problem.code) ? new Error(reasonOf(problem)) : new UnrecoverableError(reasonOf(problem));
  };

  const perform = async (job: Job<QueuedJob, JobResult>, token: string | undefined): Promise<JobResult> => {
    const id = job.id ?? '';
    // The queue took this worker for lost and gives it the same job once more, while it stops the first.
    if (active.has(id)) throw await handBack(job, token);
    const begun = performance.now();
    const since = (): number => performance.now() - begun;
    watcher?.began();
    try {
      const result = await compute(job, id);
      watcher?.ended('done', since() / 1000);
      say(`${id} done in ${duration(since())}`);
      return result;
    } catch (thrown) {
      const problem = problemFrom(thrown);
      watcher?.ended(problem.code, since() / 1000);
      say(`${id} not done: ${problem.message}`);
      throw await answerTo(job, problem, token);
    }
  };

  const worker = new Worker<QueuedJob, JobResult>(QUEUE_NAME, perform, {
    ...overConnection(redis),
    name,
    concurrency: slots.length + Math.floor(slots.length / SLOTS_OF_ONE_AHEAD),
    lockDuration: lostAfter,
    stalledInterval: lostAfter / 2,
    maxStalledCount: MOST_LOST,
  });
  worker.on('error', refusalTeller(say));
  worker.on('lockRenewalFailed', active.stopLost);
  const looking = setInterval(() => void active.stopCancelled().catch(() => undefined), LOOK_FOR_CANCELS);
  const renewing = setInterval(() => void claims.renew().catch(() => undefined), lostAfter / 3);
  return {
    running: pool.busy,
    async drain() {
      await worker.close();
      clearInterval(looking);
      clearInterval(renewing);
      await Promise.all(slots.map((slot) => slot.close()));
    },
  };
}

function computedElsewhere(): ArcspaceError {
  return new ArcspaceError(
    COMPUTED_ELSEWHERE,
    'The same is computed for another job. This one waits for what that gives.',
    'Wait for it.',
  );
}
