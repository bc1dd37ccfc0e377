import { type ReadonlySignal, signal } from '@preact/signals';
import { setParameter } from '../../../graph/edit/setNode.ts';
import { type Problem, problemFrom } from '../../../graph/problem.ts';
import type { SeedMode } from '../../../jobs/job.ts';
import type { JobTotals, ListedJob, QueueView } from '../../../jobs/queueView.ts';
import { type Seed, seedName, seedsOf, seedsOfRun } from '../../../jobs/seeds.ts';
import type { CallName, Calls } from '../../../protocol/protocol.ts';
import type { RunPlace } from '../../../protocol/types.ts';
import type { HostClient } from '../../hosts/hostClient.ts';
import { createPatientClient } from '../../hosts/patientClient.ts';
import { texts } from '../../text/texts.ts';
import type { EditorStore } from '../document/createEditor.ts';
import type { Log } from '../log.ts';
import { runName } from '../run/name.ts';
import { createJobPictures } from './jobPictures.ts';

/** How often the open workflow is to run, and with which seeds. */
export interface RunPlan {
  readonly count: number;
  readonly seeds: SeedMode;
  readonly forever: boolean;
}

/** The queue of the workspace, which the engine runs: this window watches it, as others may. */
export interface JobQueue {
  /** Null until the engine has told of it. */
  readonly view: ReadonlySignal<QueueView | null>;
  /** Why nothing can be told of it; null while it can. */
  readonly problem: ReadonlySignal<Problem | null>;
  /** Those that run, wait, and ended: the first of many. */
  readonly jobs: ReadonlySignal<readonly ListedJob[]>;
  /** The seeds of the open workflow that its pictures start from. */
  seeds(): readonly Seed[];
  /** Adds the open workflow. With the next seeds it goes on from the seed after the last of them. */
  add(plan: RunPlan): Promise<void>;
  cancel(job: ListedJob): void;
  cancelWaiting(): void;
  /** Those that run, too. */
  cancelAll(): void;
  /** Puts one that waits before another, or at the end. */
  move(job: ListedJob, before: ListedJob | null): void;
  /** Does once more what is done, failed or cancelled. */
  repeat(job: ListedJob): void;
  /** Lets it be the last of those that follow each other for ever. */
  limit(job: ListedJob): void;
  /** Forgets all that have ended. */
  clear(): void;
  /** Lets the runs in that came with the workspace from elsewhere, or forgets them. */
  answerHeld(run: boolean): void;
  /** The text of its workflow, with its own seeds. */
  workflow(job: ListedJob): Promise<string | undefined>;
  /** Address of a small picture of what it gave. */
  picture(job: ListedJob): Promise<string | undefined>;
  dispose(): void;
}

/** Milliseconds until the engine is asked again after it failed to answer. */
const AGAIN = 5_000;

export function isActive({ counts }: Pick<QueueView, 'counts'>): boolean {
  return counts.running + counts.waiting > 0;
}

/** @param place where the runs go that are added */
export function createJobQueue(
  client: HostClient,
  editor: EditorStore,
  log: Log,
  place: () => RunPlace = () => 'here',
): JobQueue {
  const engine = createPatientClient(client);
  const view = signal<QueueView | null>(null);
  const problem = signal<Problem | null>(null);
  const jobs = signal<readonly ListedJob[]>([]);
  const pictures = createJobPictures(client);
  /** What had ended when the queue began to be busy, or when this page came to it. */
  let began: JobTotals | undefined;
  let isDisposed = false;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const report = (thrown: unknown): void => log.problem(problemFrom(thrown));
  const show = (news: QueueView): void => {
    const before = view.peek();
    view.value = news;
    problem.value = null;
    if (news.jobs) jobs.value = news.jobs;
    if (isActive(news)) began ??= (before ?? news).totals;
    else if (began) {
      tellOfEnd(log, began, news.totals);
      began = undefined;
    }
    if (!before) for (const message of news.notes) log.note({ level: 'warning', message });
  };
  const watch = async (): Promise<void> => {
    while (!isDisposed) show(await engine.call('watchJobs', { seen: view.peek()?.revision ?? 0 }));
  };
  const keepWatching = (): void => {
    watch().catch((thrown) => {
      problem.value = problemFrom(thrown);
      if (!isDisposed) timer = setTimeout(keepWatching, AGAIN);
    });
  };
  keepWatching();

  const ask = <N extends CallName>(name: N, args: Calls[N]['arguments']): void => {
    client.call(name, args).catch(report);
  };
  const advance = (seeds: readonly Seed[], count: number): void => {
    const next = seedsOfRun(seeds, 'next', count, () => 0);
    editor.edit(texts.messages.advanceSeed, (workflow) =>
      seeds.reduce((changed, seed) => setParameter(changed, seed.node, seed.parameter, next[seedName(seed)]), workflow),
    );
  };

  return {
    view,
    problem,
    jobs,
    seeds: () => seedsOf(editor.workflow.value, editor.registry, []),
    async add({ count, seeds, forever }) {
      const workflow = editor.workflow.peek();
      const { path, origin } = editor.document.peek();
      const own = seedsOf(workflow, editor.registry, []);
      const order = { order: runName(), workflow, path: path.peek() ?? origin, targets: [], priority: 0 };
      // Before it is asked: whoever adds again at once goes on from there.
      if (seeds === 'next' && own.length > 0) advance(own, count);
      const advanced = editor.workflow.peek();
      try {
        await engine.call('submitJobs', { ...order, count, seeds, forever, place: place() });
      } catch (thrown) {
        if (advanced !== workflow && editor.workflow.peek() === advanced) editor.undo();
        report(thrown);
      }
    },
    cancel: ({ id }) => ask('cancelJobs', { ids: [id] }),
    cancelWaiting: () => ask('cancelWaitingJobs', {}),
    async cancelAll() {
      try {
        // First those that would take the places of the others.
        await engine.call('cancelWaitingJobs', {});
        const running = jobs.peek().filter(({ status }) => status === 'running');
        await engine.call('cancelJobs', { ids: running.map(({ id }) => id) });
      } catch (thrown) {
        report(thrown);
      }
    },
    move: ({ id }, before) => ask('moveJobs', { ids: [id], before: before?.id ?? null }),
    repeat: ({ id }) => ask('repeatJobs', { ids: [id] }),
    limit: ({ id }) => ask('limitJobs', { ids: [id] }),
    clear: () => ask('clearJobs', {}),
    answerHeld: (run) => ask('answerHeldJobs', { run }),
    async workflow({ id }) {
      try {
        return (await client.call('jobWorkflow', { id })).text;
      } catch (thrown) {
        report(thrown);
        return undefined;
      }
    },
    picture: pictures.of,
    dispose() {
      isDisposed = true;
      clearTimeout(timer);
      pictures.dispose();
    },
  };
}

/** What came of the jobs since then. */
function tellOfEnd(log: Log, before: JobTotals, now: JobTotals): void {
  // An engine that was started meanwhile counts from nothing.
  const since = (outcome: keyof JobTotals): number =>
    now[outcome] < before[outcome] ? now[outcome] : now[outcome] - before[outcome];
  const [done, failed] = [since('done'), since('failed')];
  if (failed > 0) {
    log.notify({
      level: 'warning',
      message: texts.messages.queueIsDoneWith(failed),
      remedy: texts.messages.seeQueueForReasons,
    });
  } else if (done > 0) {
    log.notify({ level: 'success', message: texts.messages.queueIsDone });
  }
}
