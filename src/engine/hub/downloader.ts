import { ArcspaceError } from '../../graph/problem.ts';
import type { DownloadAnswer, DownloadKind, DownloadPlan, DownloadRequest } from '../../protocol/downloads.ts';
import { freeBytes } from '../download/freeBytes.ts';
import type { DownloadWatch } from '../download/job.ts';
import { discardDownload, downloadFiles } from './download/downloadFiles.ts';
import {
  type DownloadRecord,
  hiddenFolder,
  keptBytes,
  targetOf,
  totalBytes,
  type UnfinishedDownload,
  unfinishedIn,
} from './download/downloadRecord.ts';
import { createHub, type HubTransport } from './hub.ts';
import { type HubSettings, hubSettings } from './hubSettings.ts';
import { formatHubSource, parseHubSource } from './hubSource.ts';
import { type Planned, planDownload } from './planDownload.ts';

/** Where downloads go. */
export type DownloadRoots = Readonly<Record<DownloadKind, string>>;

export interface DownloaderOptions extends HubTransport {
  /** Asked each time: a user may sign in meanwhile. */
  readonly settings?: () => Promise<HubSettings>;
}

/** Fetches models, parts of them and what adds to them from the hub into their folders. */
export interface Downloader {
  /** What would be downloaded. An unfinished download of the same goes on as it was begun, at the commit that it had. */
  look(request: DownloadRequest, signal?: AbortSignal): Promise<Planned>;
  /** The same in the words of the protocol. */
  answer(request: DownloadRequest, signal?: AbortSignal): Promise<DownloadAnswer>;
  plan(record: DownloadRecord): Promise<DownloadPlan>;
  /** @throws ArcspaceError; what was fetched is kept, and the next call goes on. */
  fetch(record: DownloadRecord, watch: DownloadWatch): Promise<void>;
  unfinished(): Promise<readonly UnfinishedDownload[]>;
  discard(kind: DownloadKind, name: string): Promise<void>;
}

export function createDownloader(roots: DownloadRoots, options: DownloaderOptions = {}): Downloader {
  const { settings = hubSettings, ...transport } = options;

  async function unfinished(): Promise<readonly UnfinishedDownload[]> {
    return (await Promise.all(Object.values(roots).map(unfinishedIn))).flat();
  }

  async function look(request: DownloadRequest, signal?: AbortSignal): Promise<Planned> {
    const hub = createHub(await settings(), transport);
    const source = formatHubSource(parseHubSource(request.source, hub.endpoint));
    const isSame = ({ record }: UnfinishedDownload) =>
      record.source === source &&
      record.precision === request.precision &&
      (request.name ?? record.name) === record.name;
    const begun = (await unfinished()).find(isSame);
    return begun ?? planDownload(hub, request, signal);
  }

  async function plan(record: DownloadRecord): Promise<DownloadPlan> {
    const { version: _, repo: __, shape: ___, files, ...said } = record;
    const root = roots[record.kind];
    return {
      ...said,
      files: files.map(({ path, bytes }) => ({ path, bytes })),
      total: totalBytes(record),
      kept: await keptBytes(hiddenFolder(root, record.name), record),
      free: await freeBytes(root),
      target: targetOf(root, record),
    };
  }

  return {
    look,
    plan,
    unfinished,
    async answer(request, signal) {
      const planned = await look(request, signal);
      return planned.record ? { plan: await plan(planned.record) } : { plan: null, choices: planned.choices };
    },
    async fetch(record, watch) {
      await downloadFiles(createHub(await settings(), transport), record, roots[record.kind], watch);
    },
    discard: (kind, name) => discardDownload(roots[kind], name),
  };
}

/** What the user has to decide first. */
export function severalModels(source: string): ArcspaceError {
  return new ArcspaceError(
    'several-models',
    `${source} has several models in one file each.`,
    'Name one of its files: OWNER/NAME:FILE.',
  );
}
