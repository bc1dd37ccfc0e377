import { type ReadonlySignal, signal } from '@preact/signals';
import { problemFrom } from '../../graph/problem.ts';
import type { Download, DownloadAnswer, DownloadRequest } from '../../protocol/downloads.ts';
import type { HostClient } from '../hosts/hostClient.ts';
import { onReconnect } from '../hosts/onReconnect.ts';
import { texts } from '../text/texts.ts';
import { type Log, notificationOf } from './log.ts';

/** Downloads of models, which the engine does: this page only watches, as others may. */
export interface Downloads {
  readonly list: ReadonlySignal<readonly Download[]>;
  /** @throws ArcspaceError that says why it cannot be downloaded. */
  plan(request: DownloadRequest): Promise<DownloadAnswer>;
  /** @throws ArcspaceError */
  start(request: DownloadRequest): Promise<void>;
  resume(download: Download): Promise<void>;
  stop(download: Download): Promise<void>;
  /** What was fetched is deleted, unless it is a model by now. */
  discard(download: Download): Promise<void>;
  dispose(): void;
}

/** @param arrived is told when a model has come. */
export function createDownloads(client: HostClient, log: Log, arrived: () => void): Downloads {
  const list = signal<readonly Download[]>([]);

  const show = (downloads: readonly Download[]) => {
    const before = new Map(list.peek().map((download) => [download.id, download.state]));
    list.value = downloads;
    const ended = downloads.filter(({ id, state }) => before.get(id) === 'running' && state !== 'running');
    for (const download of ended) notify(log, download);
    if (ended.some(({ state }) => state === 'done')) arrived();
  };
  const refresh = () => client.call('downloads', {}).then(show, () => undefined);
  const act = (call: Promise<readonly Download[]>) => call.then(show, (thrown) => log.problem(problemFrom(thrown)));
  const stops = [
    client.on('downloads', show),
    client.on('restarted', () => void refresh()),
    onReconnect(client.connection, () => void refresh()),
  ];
  void refresh();

  return {
    list,
    plan: (request) => client.call('planDownload', request),
    start: async (request) => show(await client.call('startDownload', request)),
    resume: (download) => act(resume(client, download)),
    stop: ({ id }) => act(client.call('stopDownload', { id })),
    discard: ({ id }) => act(client.call('discardDownload', { id })),
    dispose() {
      for (const stop of stops) stop();
    },
  };
}

function resume(client: HostClient, download: Download): Promise<readonly Download[]> {
  if (download.kind === 'cuda') return client.call('installGpu', { repair: download.repair });
  const { source, precision, name } = download;
  return client.call('startDownload', { source, precision, name });
}

function notify(log: Log, { name, kind, state, problem }: Download): void {
  if (state === 'failed' && problem) log.notify(notificationOf(problem));
  if (state !== 'done') return;
  log.notify({ level: 'success', message: texts.messages.downloaded(name, texts.messages.downloadUses[kind]) });
}
