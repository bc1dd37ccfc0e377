import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { makeFolder } from './makeFolder.ts';
import { ownFolder } from './oneOwner.ts';
import { isTemporaryName } from './temporaryNames.ts';
import { removeTemporary } from './writeTemporary.ts';

/** Milliseconds between looks, with as much again by chance: two that look at the same moment hinder each other. */
const LOOK_EVERY = 200;

/** Milliseconds between signs of life, and after how long without any a process is taken for dead that cannot be asked about. */
const RENEW_EVERY = 10_000;
const SILENT = 6 * RENEW_EVERY;

/**
 * Does something while no other process does it that has the same folder. It saves work: two may be at it at once where a process
 * was stopped for a minute, so what they do has to be right then, too.
 * @param folder for this alone; made where there is none, and left empty.
 * @param signal ends the wait. @throws what it was ended with; what the disk throws; what the work throws.
 */
export async function alone<T>(folder: string, signal: AbortSignal, work: () => Promise<T>): Promise<T> {
  await makeFolder(folder);
  let ownership = await ownFolder(folder);
  while (!ownership) {
    await setTimeout(LOOK_EVERY * (1 + Math.random()), undefined, { signal });
    await dropSilent(folder);
    ownership = await ownFolder(folder);
  }
  const { renew, end } = ownership;
  const renewing = setInterval(() => void renew(), RENEW_EVERY).unref();
  try {
    return await work();
  } finally {
    clearInterval(renewing);
    await end();
  }
}

/** Of a process on another machine, or in a container that is gone, nobody tells whether it lives. */
async function dropSilent(folder: string): Promise<void> {
  for (const name of (await readdir(folder)).filter(isTemporaryName)) {
    const path = join(folder, name);
    const changed = await stat(path).then(
      ({ mtimeMs }) => mtimeMs,
      () => Date.now(),
    );
    if (Date.now() - changed > SILENT) await removeTemporary(path);
  }
}
