import { ArcspaceError, problemFrom } from '../../graph/problem.ts';
import type { Download, DownloadRequest } from '../../protocol/downloads.ts';
import type { Job } from '../download/job.ts';
import { createTimeLeft } from '../download/timeLeft.ts';
import type { DownloadRecord } from './download/downloadRecord.ts';
import { type Downloader, severalModels } from './downloader.ts';

/** The downloads of an engine: all its clients see the same, and none has to stay for them to go on. */
export interface Downloads {
  list(): Promise<readonly Download[]>;
  /** Begins one, or goes on with what is left of one. One that is under way stays as it is. */
  start(request: DownloadRequest, changed: Changed): Promise<void>;
  /** The same for something else than a model of the hub. */
  begin(job: Job, changed: Changed): void;
  /** What was fetched is kept. */
  stop(id: string): Promise<void>;
  /** Forgets one that is not under way, and takes away what was fetched of it unless it is done. */
  discard(id: string): Promise<void>;
  /** Stops all. */
  close(): Promise<void>;
}

/** Is told of all downloads whenever one has changed. */
type Changed = (downloads: readonly Download[]) => void;

interface Active {
  readonly controller: AbortController;
  readonly ended: Promise<void>;
}

/** Milliseconds between two reports of progress. */
const interval = 250;

/** @param others jobs of other kinds that were begun earlier and are not finished. */
export function createDownloads(
  downloader: Downloader,
  others: () => Promise<readonly Job[]> = async () => [],
  now: () => number = () => performance.now(),
): Downloads {
  const known = new Map<string, Download>();
  const active = new Map<string, Active>();
  /** Those that were begun since this engine was. */
  const jobs = new Map<string, Job>();
  /** Ids of what was asked for: who asks again while it is under way need not look it up again. */
  const asked = new Map<string, string>();

  /** What is left of earlier tries. */
  async function unfinished(): Promise<readonly Job[]> {
    const records = (await downloader.unfinished()).map(({ record }) => jobOf(downloader, record));
    return [...(await Promise.all(records)), ...(await others())].filter(({ facts }) => !known.has(facts.id));
  }

  async function list(): Promise<readonly Download[]> {
    const left = (await unfinished()).map(
      ({ facts, kept }) => ({ ...facts, state: 'stopped', received: kept }) as const,
    );
    return [...known.values(), ...left];
  }

  async function run({ facts, kept, fetch }: Job, signal: AbortSignal, changed: Changed): Promise<void> {
    const timeLeft = createTimeLeft(now);
    let told = -Infinity;
    let received = kept;
    const tell = async (state: Download['state'], news: Partial<Download> = {}) => {
      known.set(facts.id, { ...facts, state, received, ...news } as Download);
      told = now();
      changed(await list());
    };
    await tell('running');
    try {
      await fetch({
        signal,
        progress(bytes, file) {
          received = bytes;
          const secondsLeft = timeLeft(received, facts.total);
          if (now() - told < interval) return;
          void tell('running', { file, ...(secondsLeft !== undefined && { secondsLeft }) });
        },
        waiting: (why) => void tell('running', { waiting: why }),
      });
      received = facts.total;
      await tell('done');
    } catch (thrown) {
      await (signal.aborted ? tell('stopped') : tell('failed', { problem: problemFrom(thrown) }));
    } finally {
      active.delete(facts.id);
    }
  }

  function begin(job: Job, changed: Changed): void {
    const { id } = job.facts;
    if (active.has(id)) return;
    jobs.set(id, job);
    const controller = new AbortController();
    active.set(id, { controller, ended: run(job, controller.signal, changed) });
  }

  async function stop(id: string): Promise<void> {
    const running = active.get(id);
    running?.controller.abort();
    await running?.ended;
  }

  return {
    list,
    stop,
    begin,
    async start(request, changed) {
      const question = JSON.stringify([request.source, request.precision, request.name]);
      if (active.has(asked.get(question) ?? '')) return;
      const planned = await downloader.look(request);
      if (!planned.record) throw severalModels(request.source);
      asked.set(question, idOf(planned.record));
      begin(await jobOf(downloader, planned.record), changed);
    },
    async discard(id) {
      if (active.has(id)) throw underWay();
      const job = jobs.get(id) ?? (await unfinished()).find(({ facts }) => facts.id === id);
      if (known.get(id)?.state !== 'done') await job?.discard();
      known.delete(id);
      jobs.delete(id);
    },
    async close() {
      await Promise.all([...active.keys()].map(stop));
    },
  };
}

function idOf({ kind, name }: Pick<DownloadRecord, 'kind' | 'name'>): string {
  return `${kind}/${name}`;
}

/** A model or a LoRA of the hub. */
async function jobOf(downloader: Downloader, record: DownloadRecord): Promise<Job> {
  const { name, kind, source, precision, title, total, target, kept } = await downloader.plan(record);
  return {
    facts: { id: idOf(record), name, kind, source, precision, title, total, target },
    kept,
    fetch: (watch) => downloader.fetch(record, watch),
    discard: () => downloader.discard(kind, name),
  };
}

function underWay(): ArcspaceError {
  return new ArcspaceError('download-running', 'This download is under way.', 'Cancel it first.');
}
