import { randomBytes } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import type { Job } from 'bullmq';
import type { Redis } from 'ioredis';
import type { RunWorkflow } from '../../engine/run/runWorkflow.ts';
import type { EngineRun } from '../../engine/run/services.ts';
import type { RunEvent } from '../../graph/events.ts';
import type { ExecutionResult } from '../../graph/execution.ts';
import { plan } from '../../graph/plan.ts';
import { type Problem, problemFrom } from '../../graph/problem.ts';
import { problemsByNode } from '../../graph/problemsByNode.ts';
import { type QueuedJob, queuedJob } from '../order.ts';
import { cancelJob } from '../queue/cancelling.ts';
import { type JobResult, jobOptions, progressSchema, type RunQueue } from '../queue/jobs.ts';
import { problemOfJob } from '../queue/problems.ts';
import { getRecord } from '../results.ts';
import { type OrderParts, putOrder } from './putOrder.ts';
import { createReplay, type Replay } from './replay.ts';

export interface QueueRunnerParts extends OrderParts {
  readonly redis: Redis;
  readonly queue: RunQueue;
  /** Where results go. */
  readonly output: string;
  /** Told why a job waits. */
  readonly say: (message: string) => void;
}

/** Milliseconds between looks at a job. */
const LOOK_EVERY = 200;

/** Milliseconds in which a queue that is there takes a cancel. */
const CANCEL_TIMEOUT = 2_000;

/** Runs workflows by sending them to the queue: events, files and outcome are those of a run on this machine. */
export function createQueueRunner(parts: QueueRunnerParts): RunWorkflow {
  return async (run, signal, emit) => {
    const begun = performance.now();
    const { nodes, problems } = plan(run.workflow, parts.registry, run.targets);
    emit({ type: 'queued', nodes: nodes.map(({ id }) => id) });
    const [first, ...others] = problemsByNode(problems);
    const result = first
      ? ended(first)
      : await runOne(parts, run, signal, emit).catch((thrown) => ended(problemFrom(thrown)));
    for (const problem of [result.problem, ...others]) {
      const node = problem?.place.node;
      if (problem && node !== undefined && problem.code !== 'cancelled') emit({ type: 'failed', node, problem });
    }
    emit({ type: 'done', milliseconds: performance.now() - begun, ...result });
    return result;
  };
}

function ended(problem: Problem): ExecutionResult {
  return { outcome: problem.code === 'cancelled' ? 'cancelled' : 'failed', executed: 0, cached: 0, problem };
}

async function runOne(
  parts: QueueRunnerParts,
  run: EngineRun,
  signal: AbortSignal,
  emit: (event: RunEvent) => void,
): Promise<ExecutionResult> {
  const sent = {
    id: `run-${randomBytes(16).toString('hex')}`,
    data: queuedJob(await putOrder(parts, run, signal), run.workflow.name),
  };
  const replay = createReplay({ store: parts.store, output: parts.output, signal, emit });
  try {
    return await Promise.race([follow(parts, sent, replay, signal), rejectedBy(signal)]);
  } finally {
    if (signal.aborted) await cancel(parts, sent.id);
  }
}

interface SentJob {
  readonly id: string;
  readonly data: QueuedJob;
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
  const reasons = new Set<string>();
  for (;;) {
    signal.throwIfAborted();
    const state = await queue.getJobState(id);
    const job = await queue.getJob(id);
    if (!job) await queue.add('run', data, { ...jobOptions, jobId: id });
    const progress = progressSchema.safeParse(job?.progress).data;
    if (progress) await replay.see(progress);
    if (job && state === 'completed') return resultOf(job, store, replay);
    if (job && state === 'failed') return ended(problemOfJob(job.failedReason));
    const { waits } = progress ?? {};
    if (waits !== undefined && !reasons.has(waits)) say(waits);
    if (waits !== undefined) reasons.add(waits);
    await setTimeout(LOOK_EVERY);
  }
}

async function resultOf(
  { returnvalue }: Job<QueuedJob, JobResult>,
  store: QueueRunnerParts['store'],
  replay: Replay,
): Promise<ExecutionResult> {
  const { finished, executed, cached } = await getRecord(store, returnvalue);
  await replay.see({ finished });
  return { outcome: 'completed', executed, cached };
}

/** For a queue that does not answer: who cancels does not wait for it. */
function rejectedBy(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
}

async function cancel({ redis, queue, say }: QueueRunnerParts, id: string): Promise<void> {
  const late = setTimeout(CANCEL_TIMEOUT, false, { ref: false });
  const isCancelled = await Promise.race([cancelJob(redis, queue, id).then(() => true), late]);
  if (!isCancelled) say('The queue does not answer: the run may go on there.');
}
