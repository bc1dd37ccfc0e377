import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { ArcspaceError } from '../../graph/problem.ts';
import { jobCallSchemas } from '../../protocol/jobCalls.ts';
import { ownFiles } from '../files/ownFiles.ts';
import { readTextFile } from '../files/readTextFile.ts';
import { temporaryName } from '../files/temporaryNames.ts';
import { writeWhole } from '../files/writeWhole.ts';
import type { Seal } from './seal.ts';

const requestSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('submit'), order: jobCallSchemas.submitJobs }),
  z.object({ type: z.literal('cancel'), ids: jobCallSchemas.cancelJobs }),
  z.object({ type: z.literal('cancel-waiting') }),
]);

/** What a program that does not run the queue asks of the one that does. */
export type QueueRequest = z.output<typeof requestSchema>;

const REQUEST = /^\d{1,16}-[0-9a-f]{12}\.json$/;

const inboxOf = (folder: string): string => join(folder, 'inbox');

/**
 * Leaves a request for whatever runs the queue, now or later.
 * @param folder of the queue
 */
export async function leaveRequest(folder: string, request: QueueRequest, seal: Seal): Promise<void> {
  // Names sort by time: what was asked first is done first.
  const name = `${Date.now()}-${temporaryName().slice(-16, -4)}.json`;
  await writeWhole(join(inboxOf(folder), name), seal.put(JSON.stringify(request)));
}

/** How many requests nobody has seen to. */
export async function countRequests(folder: string): Promise<number> {
  return (await ownFiles(inboxOf(folder), REQUEST)).length;
}

/**
 * Does what was asked, by this user on this machine or by somebody else, in the order in which it was. A request goes when it is done: one that an engine which ends leaves is done again, and an
 * order that comes twice counts once. One that says nothing, or what can never be done, goes too.
 * @throws what keeps a request from being done now, as a full disk does, once the others are: it stays for the next time.
 */
export async function emptyInbox(
  folder: string,
  seal: Seal,
  act: (request: QueueRequest, isOwn: boolean) => Promise<void>,
): Promise<void> {
  const faults: unknown[] = [];
  for (const name of await ownFiles(inboxOf(folder), REQUEST)) {
    const path = join(inboxOf(folder), name);
    try {
      const { text, isOwn } = seal.open(await readTextFile(path));
      await act(requestIn(text), isOwn);
    } catch (thrown) {
      if (!isForGood(thrown)) {
        faults.push(thrown);
        continue;
      }
      console.error(`A request to the queue was left out (${name}): ${thrown.message}`);
    }
    await rm(path, { force: true });
  }
  if (faults.length > 0) throw faults[0];
}

/** @throws ArcspaceError `usage` */
function requestIn(text: string): QueueRequest {
  try {
    return requestSchema.parse(JSON.parse(text));
  } catch (thrown) {
    const detail = thrown instanceof Error ? thrown.message : String(thrown);
    throw new ArcspaceError('usage', `It is no request: ${detail}`, 'Ask again.');
  }
}

/** Whether what was left in an inbox would be refused the next time, too. */
export function isForGood(thrown: unknown): thrown is ArcspaceError {
  return thrown instanceof ArcspaceError && ['usage', 'not-text', 'file-too-large'].includes(thrown.code);
}
