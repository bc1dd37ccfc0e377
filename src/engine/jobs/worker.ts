import type { Picture, RunEvent } from '../../graph/events.ts';
import { nodeTitle } from '../../graph/nodeTitle.ts';
import { shownTargets } from '../../graph/plan.ts';
import { problemFrom } from '../../graph/problem.ts';
import type { NodeRegistry } from '../../graph/registry.ts';
import { createProgressMeter, type Pace } from '../../graph/totalProgress.ts';
import type { Workflow } from '../../graph/workflow/schema.ts';
import type { Job } from '../../jobs/job.ts';
import type { JobEvent } from '../../jobs/jobEvent.ts';
import type { JobProgress } from '../../jobs/queueView.ts';
import type { RunEstimate } from '../../jobs/secondsLeft.ts';
import type { RunPlace } from '../../protocol/types.ts';
import type { RunWorkflow } from '../run/runWorkflow.ts';
import type { JobPictures } from './jobPictures.ts';
import { withOwnValues } from './ownValues.ts';
import type { QueueKeeper } from './queueKeeper.ts';
import { successorOf } from './successor.ts';
import type { WorkflowShelf } from './workflowShelf.ts';

export interface WorkerParts {
  readonly keeper: QueueKeeper;
  readonly shelf: WorkflowShelf;
  readonly pictures: JobPictures;
  readonly registry: NodeRegistry;
  readonly run: RunWorkflow;
  /** Resolves when the runs of windows that are under way have ended: they go first. */
  readonly othersFirst: () => Promise<void>;
  /** Called after each job. */
  readonly rested: () => void;
  /** Told of every step of the job that runs. */
  readonly stepped: () => void;
}

/** Runs the jobs of a queue: those that are computed here one after the other, those that others compute many at once. */
export interface Worker {
  /** There may be something to do. */
  wake(): void;
  /** Stops the run of a job; what is said of that is up to the caller. */
  stop(id: string): void;
  /** Stops whatever runs: it is another engine's. */
  stopAll(): void;
  /** Of each job that runs, the one that has run for longest first. */
  progress(): readonly WorkProgress[];
  /** Stops without a word: what runs now is run again later. */
  close(): Promise<void>;
}

/** What a window is told, and how long it takes. */
interface WorkProgress {
  readonly shown: JobProgress;
  readonly estimate?: RunEstimate;
}

interface Current {
  readonly job: Job;
  readonly controller: AbortController;
  readonly began: number;
  progress: WorkProgress;
}

type Ended = JobEvent & { type: 'ended' };
type Result = Pick<Ended, 'outcome' | 'problem' | 'files' | 'pictured' | 'successor'>;

/** Jobs that are sent to other machines at once: more than most have workers, and fewer than an engine has runs. */
const MOST_SENT = 32;

export function createWorker(parts: WorkerParts): Worker {
  const { keeper } = parts;
  const paces = new Map<string, Pace>();
  const current = new Map<string, Current>();
  /** Begun, whatever the queue says of them yet. */
  const taken = new Set<string>();
  let working: Promise<void> | undefined;
  const sending = new Set<Promise<void>>();
  let isClosed = false;

  const compute = async (own: Current): Promise<Result> => {
    const { job, controller } = own;
    const workflow = withOwnValues(await parts.shelf.take(job.workflow), job.overrides);
    const heard = listener(own, workflow);
    controller.signal.throwIfAborted();
    const watch = shownTargets(workflow, parts.registry).slice(0, 1);
    const asked = { workflow, path: job.path, targets: job.targets, watch, shown: {}, place: job.place };
    const { outcome, problem } = await parts.run(asked, controller.signal, heard.hear);
    if (outcome !== 'completed') return { outcome, problem, files: heard.files };
    const shown = heard.picture();
    return {
      outcome: 'done',
      files: heard.files,
      pictured: shown !== undefined && (await parts.pictures.put(job.id, shown)),
      successor: successorOf(job, workflow, parts.registry),
    };
  };

  const listener = (own: Current, workflow: Workflow) => {
    const pace = paces.get(own.job.workflow) ?? new Map();
    paces.set(own.job.workflow, pace);
    const meter = createProgressMeter(pace, () => performance.now());
    const titles = new Map(workflow.nodes.map((node) => [node.id, nodeTitle(node, parts.registry)]));
    const files: string[] = [];
    let picture: Picture | undefined;
    const hear = (event: RunEvent): void => {
      if (event.type === 'finished') {
        files.push(...event.files);
        picture = event.pictures?.[0] ?? picture;
      }
      meter.see(event);
      const { fraction, node, left } = meter.read();
      const title = titles.get(node ?? '');
      const elapsed = performance.now() - own.began;
      own.progress = {
        shown: { id: own.job.id, fraction, ...(title === undefined ? {} : { node: title }) },
        ...(left === undefined ? {} : { estimate: { left: left / 1000, total: (elapsed + left) / 1000 } }),
      };
      parts.stepped();
    };
    return { hear, files, picture: () => picture };
  };

  const runJob = async (job: Job): Promise<void> => {
    if (!(await keeper.confirm())) return;
    const begun = await keeper.note(({ jobs }) =>
      jobs.get(job.id)?.status === 'waiting' && !isClosed ? [{ type: 'started', id: job.id, time: Date.now() }] : [],
    );
    if (begun.length === 0 || isClosed || keeper.state.jobs.get(job.id)?.status !== 'running') return;
    const began = performance.now();
    const progress: WorkProgress = { shown: { id: job.id, fraction: 0 } };
    const own: Current = { job, controller: new AbortController(), began, progress };
    current.set(job.id, own);
    const result = await compute(own).catch(failure);
    current.delete(job.id);
    if (isClosed) return;
    const seconds = (performance.now() - began) / 1000;
    await keeper.note(({ jobs }) => {
      const now = jobs.get(job.id);
      // Cancelled meanwhile, and perhaps wanted again.
      if (now?.status !== 'running') return [];
      return [{ type: 'ended', id: job.id, time: Date.now(), seconds, ...result }];
    });
    parts.rested();
  };

  const next = (place: RunPlace): Job | undefined => {
    if (isClosed || keeper.owner !== 'here') return undefined;
    const { jobs, waiting } = keeper.state;
    const isNext = (job: Job | undefined): boolean => job?.place === place && !job.held && !taken.has(job.id);
    return jobs.get(waiting.find((id) => isNext(jobs.get(id))) ?? '');
  };
  const takeJob = async (job: Job): Promise<void> => {
    taken.add(job.id);
    await runJob(job).finally(() => taken.delete(job.id));
  };
  const work = async (): Promise<void> => {
    while (next('here')) {
      await parts.othersFirst();
      const job = next('here');
      if (job) await takeJob(job);
    }
  };
  const send = async (first: Job): Promise<void> => {
    for (let job: Job | undefined = first; job; job = next('queue')) await takeJob(job);
  };
  const sendAll = (): void => {
    for (let job = next('queue'); job && sending.size < MOST_SENT; job = next('queue')) {
      const sent: Promise<void> = send(job).finally(() => sending.delete(sent));
      sending.add(sent);
    }
  };
  return {
    wake() {
      working ??= work().finally(() => {
        working = undefined;
      });
      sendAll();
    },
    stop: (id) => current.get(id)?.controller.abort(),
    stopAll() {
      for (const { controller } of current.values()) controller.abort();
    },
    progress: () => [...current.values()].map(({ progress }) => progress),
    async close() {
      isClosed = true;
      for (const { controller } of current.values()) controller.abort();
      await Promise.all([working, ...sending]);
    },
  };
}

function failure(thrown: unknown): Result {
  const problem = problemFrom(thrown);
  return { outcome: problem.code === 'cancelled' ? 'cancelled' : 'failed', problem };
}
