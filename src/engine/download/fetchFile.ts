import { rename } from 'node:fs/promises';
import { dirname } from 'node:path';
import { ArcspaceError } from '../../graph/problem.ts';
import { makeFolder } from '../files/makeFolder.ts';
import { exists } from '../files/spelledOnDisk.ts';
import { removeTemporary } from '../files/writeTemporary.ts';
import { openPartial, type PartialFile } from './partialFile.ts';
import { createPatience } from './patience.ts';
import type { RemoteFile } from './remoteFile.ts';
import type { Answer, Source } from './source.ts';
import { changed, PassingFault, unexpected } from './sourceErrors.ts';

export interface Watch {
  readonly signal?: AbortSignal | undefined;
  /** So many bytes of this file are on the disk. */
  received?(bytes: number): void;
  /** The connection is lost, or the server is busy; the next try is in so many seconds. */
  waiting?(why: string, seconds: number): void;
}

/** What a file is called until all of it is there and checked. */
const unfinished = '.part';

export function partialName(path: string): string {
  return path + unfinished;
}

/**
 * Fetches a file, going on where an earlier try has ended, and gives it its name once its checksum is right. A connection that is
 * lost is made again where it broke.
 * @param url where its bytes are, at a commit that does not change.
 * @throws ArcspaceError where the server refuses, does not come back, or sends something else; what the file system throws.
 */
export async function fetchFile(
  source: Source,
  url: string,
  file: RemoteFile,
  path: string,
  watch: Watch,
): Promise<void> {
  if (await exists(path)) return;
  await makeFolder(dirname(path));
  const partial = await openPartial(partialName(path), file);
  try {
    await fill(source, url, file, partial, watch);
    await partial.sync();
  } finally {
    await partial.close();
  }
  await rename(partialName(path), path);
}

/** Bytes of an earlier process that do not fit what came now are fetched anew, once: a machine that lost power may keep zeros. */
async function fill(source: Source, url: string, file: RemoteFile, partial: PartialFile, watch: Watch): Promise<void> {
  const inherited = partial.received > 0;
  await fetchRest(source, url, file, partial, watch);
  if (partial.isRight()) return;
  await partial.empty();
  if (inherited) await fetchRest(source, url, file, partial, watch);
  if (partial.isRight()) return;
  await partial.empty();
  throw wrongChecksum(url, file);
}

async function fetchRest(
  source: Source,
  url: string,
  file: RemoteFile,
  partial: PartialFile,
  watch: Watch,
): Promise<void> {
  const patience = createPatience(source.wait, watch.waiting);
  watch.received?.(partial.received);
  while (partial.received < file.bytes) {
    const before = partial.received;
    try {
      await fetchPiece(source, url, file, partial, watch);
    } catch (thrown) {
      if (partial.received > before) patience.renew();
      await patience.after(thrown, watch.signal);
    }
  }
}

async function fetchPiece(
  source: Source,
  url: string,
  file: RemoteFile,
  partial: PartialFile,
  watch: Watch,
): Promise<void> {
  const { signal } = watch;
  const from = partial.received;
  const answer = await source.ask(url, { headers: { range: `bytes=${from}-` }, signal });
  refusePage(answer, url, file);
  let skip = beginningOf(answer, file, from);
  for await (const chunk of source.bodyOf(answer.response, url, signal)) {
    const news = chunk.subarray(skip);
    skip -= chunk.length - news.length;
    if (partial.received + news.length > file.bytes) throw changed(file.path, 'it is longer');
    await partial.append(news);
    watch.received?.(partial.received);
    signal?.throwIfAborted();
  }
  if (partial.received < file.bytes) throw cutShort(url, file, partial.received);
}

/** Networks with a login send their page in place of everything. */
function refusePage({ response }: Answer, url: string, { path }: RemoteFile): void {
  if (!response.headers.get('content-type')?.startsWith('text/html') || /\.html?$/.test(path)) return;
  throw unexpected(
    new URL(url).host,
    'a web page came in place of the file',
    'A network may want you to log in first.',
  );
}

/**
 * How many bytes come before those that were asked for: none, or all where a server knows no ranges.
 * @throws ArcspaceError where it is another file.
 */
function beginningOf({ response, said }: Answer, file: RemoteFile, from: number): number {
  const linked = said.get('x-linked-size');
  if (linked !== null && Number(linked) !== file.bytes) throw changed(file.path, `its size is ${linked} bytes`);
  if (response.status !== 206) return from;
  const [, first, total] = /^bytes (\d+)-\d+\/(\d+|\*)$/.exec(response.headers.get('content-range') ?? '') ?? [];
  if (Number(first) !== from) throw changed(file.path, 'another part of it came than was asked for');
  if (total !== '*' && Number(total) !== file.bytes) throw changed(file.path, `its size is ${total} bytes`);
  return 0;
}

function cutShort(url: string, { path, bytes }: RemoteFile, received: number): PassingFault {
  return new PassingFault(
    new ArcspaceError(
      'source-unreachable',
      `${new URL(url).host} sends ${path} only in part: ${received.toLocaleString('en')} of ${bytes.toLocaleString('en')} bytes.`,
      'Check the network connection, then try again: what is there already is kept.',
    ),
  );
}

function wrongChecksum(url: string, { path }: RemoteFile): ArcspaceError {
  return new ArcspaceError(
    'wrong-checksum',
    `${path} came from ${new URL(url).host} with a wrong checksum. It was thrown away.`,
    'Try again. If it happens again, something on the way changes downloads: use another network.',
  );
}

/** Takes away what is left of a file. */
export async function removeFetched(path: string): Promise<void> {
  await removeTemporary(path);
  await removeTemporary(partialName(path));
}
