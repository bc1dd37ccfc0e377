import { copyFile, open, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { diskFault } from '../../graph/diskFault.ts';
import type { ArcspaceError } from '../../graph/problem.ts';
import { fetchFile } from '../download/fetchFile.ts';
import { freeBytes, noRoom } from '../download/freeBytes.ts';
import type { DownloadWatch } from '../download/job.ts';
import type { Source } from '../download/source.ts';
import { makeFolder } from '../files/makeFolder.ts';
import { ownDownload } from '../files/oneOwner.ts';
import { temporaryName } from '../files/temporaryNames.ts';
import { unwritable } from '../files/unwritable.ts';
import { removeTemporary } from '../files/writeTemporary.ts';
import { hashOf } from './hashOf.ts';
import type { RuntimeFile, RuntimeLock } from './lock.ts';
import { readManifest, sizeOf, supersedeManifest, writeManifest } from './manifest.ts';
import {
  filesOf,
  libraryName,
  type NeededWheel,
  neededWheels,
  type RuntimePlace,
  sumOf,
  wheelPath,
} from './runtimePlace.ts';

/**
 * Fetches what is missing of a CUDA runtime and unpacks it. Whatever ends it, the next call goes on from there.
 * @param addressOf where a wheel is fetched from
 * @param repair hashes what is there first, and fetches anew what is not as it should be
 * @throws ArcspaceError with what happened and what to do; what was fetched is kept.
 */
export async function installRuntime(
  place: RuntimePlace,
  source: Source,
  addressOf: (url: string) => string,
  repair: boolean,
  watch: DownloadWatch = {},
): Promise<void> {
  const { folder, lock } = place;
  try {
    await makeFolder(folder);
    const owner = await ownDownload(folder);
    try {
      const before = await readManifest(folder);
      // Files of another version may have the same sizes.
      if (repair || before?.onnxruntime !== lock.onnxruntime) await removeDamaged(folder, lock, watch);
      const needed = await neededWheels(place);
      await requireRoom(folder, needed);
      await supersedeManifest(folder, before);
      let done = sumOf(lock.wheels) - sumOf(needed.map(({ wheel }) => wheel));
      for (const each of needed) {
        await owner.renew();
        await installWheel(folder, each, source, addressOf, watch, done);
        done += each.wheel.bytes;
        watch.progress?.(done, '');
      }
      await rm(join(folder, 'downloads'), { recursive: true, force: true });
      const files = [...filesOf(lock), await copyLibrary(place)];
      await removeOthers(folder, before?.files ?? [], files);
      await writeManifest(folder, lock.onnxruntime, files);
    } finally {
      await owner.end();
    }
  } catch (thrown) {
    watch.signal?.throwIfAborted();
    throw diskFault(thrown, folder) ? unwritable(join(folder, libraryName), thrown) : thrown;
  }
}

async function installWheel(
  folder: string,
  { wheel, files }: NeededWheel,
  source: Source,
  addressOf: (url: string) => string,
  { signal, progress, waiting }: DownloadWatch,
  before: number,
): Promise<void> {
  signal?.throwIfAborted();
  const path = wheelPath(folder, wheel);
  const remote = {
    path: wheel.package,
    bytes: wheel.bytes,
    checksum: { kind: 'sha256', value: wheel.sha256 },
  } as const;
  await fetchFile(source, addressOf(wheel.url), remote, path, {
    signal,
    received: (bytes) => progress?.(before + bytes, wheel.package),
    ...(waiting && { waiting }),
  });
  // Only installing needs what unpacks.
  const { unpackWheel } = await import('./unpackWheel.ts');
  await unpackWheel(path, files, folder, (name) => progress?.(before + wheel.bytes, `unpacking ${name}`), signal).catch(
    async (thrown) => {
      // It was right when it was fetched, and is not any more.
      if (!signal?.aborted && !diskFault(thrown, folder)) await removeTemporary(path);
      throw thrown;
    },
  );
  await removeTemporary(path);
}

async function removeDamaged(folder: string, lock: RuntimeLock, { signal, progress }: DownloadWatch): Promise<void> {
  for (const { name, sha256, bytes } of filesOf(lock)) {
    const path = join(folder, name);
    if ((await sizeOf(path)) !== bytes) continue;
    progress?.(0, `checking ${name}`);
    if ((await hashOf(path, signal)) !== sha256) await removeTemporary(path);
  }
}

/** Bytes that have to be free: a wheel lies beside what was unpacked of it until all of it is. */
export function roomFor(needed: readonly NeededWheel[]): number {
  const rest = needed.map(({ wheel, kept }) => wheel.bytes - kept);
  return sumOf(needed.flatMap(({ files }) => files)) + Math.max(0, ...rest);
}

async function requireRoom(folder: string, needed: readonly NeededWheel[]): Promise<void> {
  const [free, room] = [await freeBytes(folder), roomFor(needed)];
  if (free !== null && room > free) throw noRoomFor(folder, room, free);
}

/** @param room bytes that have to be free, and `free` those that are. */
export function noRoomFor(folder: string, room: number, free: number): ArcspaceError {
  const remedy = 'Free some space on that disk, or name a folder on another one in ARCSPACE_CUDA.';
  return noRoom(join(folder, libraryName), room, free, remedy);
}

async function copyLibrary({ folder, library }: RuntimePlace): Promise<RuntimeFile> {
  const temporary = join(folder, temporaryName());
  try {
    await copyFile(library, temporary);
    const copy = await open(temporary, 'r+');
    await copy.sync().finally(() => copy.close());
    await rename(temporary, join(folder, libraryName));
  } finally {
    await removeTemporary(temporary);
  }
  const path = join(folder, libraryName);
  return { name: libraryName, bytes: await sizeOf(path), sha256: await hashOf(path) };
}

/** Libraries of an earlier version, and nothing that somebody else put there. */
async function removeOthers(
  folder: string,
  before: readonly RuntimeFile[],
  now: readonly RuntimeFile[],
): Promise<void> {
  const kept = new Set(now.map(({ name }) => name));
  for (const { name } of before) if (!kept.has(name)) await removeTemporary(join(folder, name));
}
