import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { jobCallSchemas } from '../../protocol/jobCalls.ts';
import { readTextFile } from '../files/readTextFile.ts';
import { temporaryName } from '../files/temporaryNames.ts';
import { writeWhole } from '../files/writeWhole.ts';

const requestSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('submit'), order: jobCallSchemas.submitJobs }),
  z.object({ type: z.literal('cancel'), ids: jobCallSchemas.cancelJobs }),
  z.object({ type: z.literal('cancel-waiting') }),
]);

/** What a program that does not run the queue asks of the one that does. */
export type QueueRequest = z.output<typeof requestSchema>;

const inboxOf = (folder: string): string => join(folder, 'inbox');

/**
 * Leaves a request for whatever runs the queue, now or later.
 * @param folder of the queue
 */
export async function leaveRequest(folder: string, request: QueueRequest): Promise<void> {
  // Names sort by time: what was asked first is done first.
  const name = `${Date.now()}-${temporaryName().slice(-16, -4)}.json`;
  await writeWhole(join(inboxOf(folder), name), JSON.stringify(request));
}

/** How many requests nobody has seen to. */
export async function countRequests(folder: string): Promise<number> {
  return (await namesIn(folder)).length;
}

/**
 * Does what was asked, in the order in which it was. A request goes when it is done: one that an engine which ends leaves is done again, and an
 * order that comes twice counts once. One that cannot be read, or is refused, goes too.
 */
export async function emptyInbox(folder: string, act: (request: QueueRequest) => Promise<void>): Promise<void> {
  for (const name of await namesIn(folder)) {
    const path = join(inboxOf(folder), name);
    try {
      await act(requestSchema.parse(JSON.parse(await readTextFile(path))));
    } catch (thrown) {
      console.error(
        `A request to the queue was left out (${name}): ${thrown instanceof Error ? thrown.message : thrown}`,
      );
    }
    await rm(path, { force: true });
  }
}

async function namesIn(folder: string): Promise<string[]> {
  const names = await readdir(inboxOf(folder)).catch((): string[] => []);
  return names.filter((name) => name.endsWith('.json')).sort();
}
