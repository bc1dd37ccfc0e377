import { ArcspaceError, problemFrom } from '../../graph/problem.ts';
import type { Download, DownloadKind, DownloadPlan, DownloadRequest } from '../../protocol/downloads.ts';
import { createTimeLeft } from '../download/timeLeft.ts';
import { type DownloadRecord, totalBytes } from './download/downloadRecord.ts';
import { type Downloader, severalModels } from './downloader.ts';

/** The downloads of an engine: all its clients see the same, and none has to stay for them to go on. */
export interface Downloads {
  list(): Promise<readonly Download[]>;
  /** Begins one, or goes on with what is left of one. One that is under way stays as it is. */
  start(request: DownloadRequest, changed: Changed): Promise<void>;
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

export function createDownloads(downloader: Downloader, now: () => number = () => performance.now()): Downloads {
  const known = new Map<string, Download>();
  const active = new Map<string, Active>();
  /** Ids of what was asked for: who asks again while it is under way need not look it up again. */
  const asked = new Map<string, string>();

  async function list(): Promise<readonly Download[]> {
    const left = (await downloader.unfinished()).filter(({ record }) => !known.has(idOf(record)));
    const stopped = left.map(async ({ record, kept }) => {
      return { ...factsOf(await downloader.plan(record)), state: 'stopped', received: kept } as const;
    });
    return [...known.values(), ...(await Promise.all(stopped))];
  }

  async function run(record: DownloadRecord, signal: AbortSignal, changed: Changed): Promise<void> {
    const id = idOf(record);
    const plan = await downloader.plan(record);
    const total = totalBytes(record);
    const timeLeft = createTimeLeft(now);
    let told = -Infinity;
    let received = plan.kept;
    const tell = async (state: Download['state'], news: Partial<Download> = {}) => {
      known.set(id, { ...factsOf(plan), state, received, ...news });
      told = now();
      changed(await list());
    };
    await tell('running');
    try {
      await downloader.fetch(record, {
        signal,
        progress(bytes, file) {
          received = bytes;
          const secondsLeft = timeLeft(received, total);
          if (now() - told < interval) return;
          void tell('running', { file, ...(secondsLeft !== undefined && { secondsLeft }) });
        },
        waiting: (why) => void tell('running', { waiting: why }),
      });
      received = total;
      await tell('done');
    } catch (thrown) {
      await (signal.aborted ? tell('stopped') : tell('failed', { problem: problemFrom(thrown) }));
    } finally {
      active.delete(id);
    }
  }

  async function stop(id: string): Promise<void> {
    const running = active.get(id);
    running?.controller.abort();
    await running?.ended;
  }

  return {
    list,
    stop,
    async start(request, changed) {
      const question = JSON.stringify([request.source, request.precision, request.name]);
      if (active.has(asked.get(question) ?? '')) return;
      const planned = await downloader.look(request);
      if (!planned.record) throw severalModels(request.source);
      const id = idOf(planned.record);
      if (active.has(id)) return;
      asked.set(question, id);
      const controller = new AbortController();
      active.set(id, { controller, ended: run(planned.record, controller.signal, changed) });
    },
    async discard(id) {
      if (active.has(id)) throw underWay();
      const [kind, name] = partsOf(id);
      if (known.get(id)?.state !== 'done') await downloader.discard(kind, name);
      known.delete(id);
    },
    async close() {
      await Promise.all([...active.keys()].map(stop));
    },
  };
}

function idOf({ kind, name }: Pick<DownloadRecord, 'kind' | 'name'>): string {
  return `${kind}/${name}`;
}

function partsOf(id: string): [kind: DownloadKind, name: string] {
  const slash = id.indexOf('/');
  return [id.slice(0, slash) === 'lora' ? 'lora' : 'model', id.slice(slash + 1)];
}

function factsOf(plan: DownloadPlan): Pick<Download, 'id' | (keyof DownloadPlan & keyof Download)> {
  const { name, kind, source, precision, title, total, target } = plan;
  return { id: idOf(plan), name, kind, source, precision, title, total, target };
}

function underWay(): ArcspaceError {
  return new ArcspaceError('download-running', 'This download is under way.', 'Cancel it first.');
}
