import { randomBytes } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import type { Job } from 'bullmq';
import type { Redis } from 'ioredis';
import { abandonable } from '../../engine/run/pausing.ts';
import type { RunWorkflow } from '../../engine/run/runWorkflow.ts';
import type { EngineRun } from '../../engine/run/services.ts';
import type { RunEvent } from '../../graph/events.ts';
import type { ExecutionResult } from '../../graph/execution.ts';
import { plan } from '../../graph/plan.ts';
import { ArcspaceError, type Problem, problemFrom } from '../../graph/problem.ts';
import { problemsByNode } from '../../graph/problemsByNode.ts';
import { hashSchema, type JobWishes, type QueuedJob, queuedJob } from '../order.ts';
import { cancelJob, newCancelWord } from '../queue/cancelling.ts';
import { type JobResult, jobOptions, progressSchema, type RunQueue } from '../queue/jobs.ts';
import { lookAtPreview } from '../queue/previews.ts';
import { faultOfQueue, problemOfJob } from '../queue/problems.ts';
import { getRecord } from '../results.ts';
import { type OrderParts, putOrder } from './putOrder.ts';
import { createReplay, type Replay } from './replay.ts';

export interface QueueRunnerParts extends OrderParts, JobWishes {
  readonly redis: Redis;
  readonly queue: RunQueue;
  /** Where results go. */
  readonly output: string;
  /** Told why a job waits. */
  readonly say: (message: string) => void;
}

/** Milliseconds between looks at a job. */
const LOOK_EVERY = 200;

/** Looks before what is said to be in the store is not there: a network drive may show late what another machine has put there. */
const MOST_LATE = 50;

/** Milliseconds in which a queue that is there takes a cancel. */
const CANCEL_TIMEOUT = 2_000;

/** Runs workflows by sending them to the queue: events, files and outcome are those of a run on this machine. */
export function createQueueRunner({ say, ...others }: QueueRunnerParts): RunWorkflow {
  const parts = { ...others, say: onceEach(say) };
  return async (run, signal, emit) => {
    const begun = performance.now();
    const { nodes, problems } = plan(run.workflow, parts.registry, run.targets);
    const planned = nodes.map(({ id }) => id);
    emit({ type: 'queued', nodes: planned });
    const [first, ...others] = problemsByNode(problems);
    const result = first
      ? ended(first)
      : await runOne(parts, run, planned, signal, emit).catch((thrown) => ended(problemFrom(faultOfQueue(thrown))));
    for (const problem of [result.problem, ...others]) {
      const node = problem?.place.node;
      if (problem && node !== undefined && problem.code !== 'cancelled') emit({ type: 'failed', node, problem });
    }
    emit({ type: 'done', milliseconds: performance.now() - begun, ...result });
    return result;
  };
}

/** Of many runs each would say the same. */
function onceEach(say: (message: string) => void): (message: string) => void {
  const said = new Set<string>();
  return (message) => {
    if (!said.has(message)) say(message);
    said.add(message);
  };
}

function ended(problem: Problem): ExecutionResult {
  return { outcome: problem.code === 'cancelled' ? 'cancelled' : 'failed', executed: 0, cached: 0, problem };
}

async function runOne(
  parts: QueueRunnerParts,
  run: EngineRun,
  nodes: readonly string[],
  signal: AbortSignal,
  emit: (event: RunEvent) => void,
): Promise<ExecutionResult> {
  // Who cancels waits neither for a large file nor for a queue that does not answer.
  const order = await abandonable(putOrder(parts, run, signal), signal);
  const { word, hash } = newCancelWord();
  const { redis, store, output, device, previews } = parts;
  const needs = { device, previews, models: order.marks };
  const data = queuedJob(order.hash, run.workflow.name, hash, needs);
  const sent = { id: `run-${randomBytes(16).toString('hex')}`, data, word };
  const lookAt = () => lookAtPreview(redis, sent.id);
  const replay = createReplay({ store, output, nodes: new Set(nodes), signal, emit, lookAt });
  try {
    return await abandonable(follow(parts, sent, replay, signal), signal);
  } catch (thrown) {
    // Nobody waits for it any more.
    await cancel(parts, sent);
    throw thrown;
  }
}

interface SentJob {
  readonly id: string;
  readonly data: QueuedJob;
  /** Cancels it. */
  readonly word: string;
}

/**
 * Looks at a job until it has ended. One that the queue does not have is sent: that is the first time, and again when Redis was
 * restarted without its newest entries.
 */
async function follow(
  { queue, store, say }: QueueRunnerParts,
  { id, data }: SentJob,
  replay: Replay,
  signal: AbortSignal,
): Promise<ExecutionResult> {
  let late = 0;
  for (;;) {
    signal.throwIfAborted();
    const state = await queue.getJobState(id);
    const job = await queue.getJob(id);
    if (!job) await queue.add('run', data, { ...jobOptions, jobId: id });
    const progress = progressSchema.safeParse(job?.progress).data;
    try {
      if (progress) await replay.see(progress);
      if (job && state === 'completed') return await resultOf(job, store, replay);
    } catch (thrown) {
      if (!isMissing(thrown) || ++late > MOST_LATE) throw thrown;
    }
    if (job && state === 'failed') return ended(problemOfJob(job.failedReason));
    if (progress?.waits !== undefined) say(progress.waits);
    await setTimeout(LOOK_EVERY);
  }
}

function isMissing(thrown: unknown): boolean {
  return thrown instanceof ArcspaceError && ['store-content', 'store-away'].includes(thrown.code);
}

async function resultOf(
  { returnvalue }: Job<QueuedJob, JobResult>,
  store: QueueRunnerParts['store'],
  replay: Replay,
): Promise<ExecutionResult> {
  const { finished, executed, cached } = await getRecord(store, hashSchema.parse(returnvalue));
  await replay.see({ finished });
  return { outcome: 'completed', executed, cached };
}

async function cancel({ redis, queue, say }: QueueRunnerParts, { id, word }: SentJob): Promise<void> {
  const late = setTimeout(CANCEL_TIMEOUT, false, { ref: false });
  const cancelling = cancelJob(redis, queue, id, word).then(
    () => true,
    () => false,
  );
  if (!(await Promise.race([cancelling, late]))) say('The queue does not take the cancel: the run may go on there.');
}
