import { rm } from 'node:fs/promises';
import { diskFault } from '../../../graph/diskFault.ts';
import { fetchFile } from '../../download/fetchFile.ts';
import { freeBytes, noRoom } from '../../download/freeBytes.ts';
import type { DownloadWatch } from '../../download/job.ts';
import { makeFolder } from '../../files/makeFolder.ts';
import { ownDownload } from '../../files/oneOwner.ts';
import { exists } from '../../files/spelledOnDisk.ts';
import { unwritable } from '../../files/unwritable.ts';
import type { Hub } from '../hub.ts';
import { addressOf } from '../repository.ts';
import {
  type DownloadRecord,
  fetchedPath,
  hiddenFolder,
  keptBytes,
  targetOf,
  totalBytes,
  writeRecord,
} from './downloadRecord.ts';
import { nameTaken, placeFinished } from './placeFinished.ts';

/**
 * Downloads all files of a record into a hidden folder, and gives it its name when all are there. Whatever ends it, the next call
 * goes on from there.
 * @param root the folder of models or LoRAs that it goes to.
 * @throws ArcspaceError with what happened and what to do; what was fetched is kept.
 */
export async function downloadFiles(
  hub: Hub,
  record: DownloadRecord,
  root: string,
  watch: DownloadWatch = {},
): Promise<void> {
  const folder = hiddenFolder(root, record.name);
  const target = targetOf(root, record);
  try {
    if (await exists(target)) throw nameTaken(target);
    await makeFolder(folder);
    const owner = await ownDownload(folder);
    try {
      await writeRecord(folder, record);
      await requireRoom(folder, record, target);
      await fetchAll(hub, folder, record, watch, owner.renew);
      await placeFinished(folder, record, target);
    } finally {
      await owner.end();
    }
  } catch (thrown) {
    watch.signal?.throwIfAborted();
    throw diskFault(thrown, folder) ? unwritable(target, thrown) : thrown;
  }
}

/** The small files first: a fault in them shows before gigabytes have come. */
async function fetchAll(
  hub: Hub,
  folder: string,
  record: DownloadRecord,
  { signal, progress, waiting }: DownloadWatch,
  renew: () => Promise<unknown>,
): Promise<void> {
  let before = 0;
  for (const file of [...record.files].sort((a, b) => a.bytes - b.bytes)) {
    signal?.throwIfAborted();
    await renew();
    const url = addressOf(hub.endpoint, record.repo, record.commit, file.path);
    const sum = before;
    await fetchFile(hub, url, file, fetchedPath(folder, file.path), {
      signal,
      received: (bytes) => progress?.(sum + bytes, file.path),
      ...(waiting && { waiting }),
    });
    before += file.bytes;
    progress?.(before, file.path);
  }
}

async function requireRoom(folder: string, record: DownloadRecord, target: string): Promise<void> {
  const free = await freeBytes(folder);
  const needed = totalBytes(record) - (await keptBytes(folder, record));
  if (free !== null && needed > free) throw noRoom(target, needed, free);
}

/** Takes away all that an unfinished download has fetched. @throws ArcspaceError where a living process is at it. */
export async function discardDownload(root: string, name: string): Promise<void> {
  const folder = hiddenFolder(root, name);
  if (!(await exists(folder))) return;
  await ownDownload(folder);
  await rm(folder, { recursive: true, force: true });
}
