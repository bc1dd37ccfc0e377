import { join } from 'node:path';
import { requireOwnParts } from '../files/ownFiles.ts';

/** Where the queue of a workspace is kept. */
export function queueFolder(workspace: string): string {
  return join(workspace, '.arcspace', 'jobs');
}

/** @throws ArcspaceError as `requireOwnParts` does. */
export async function requireOwnQueue(workspace: string): Promise<void> {
  const parts = ['queue.jsonl', 'inbox', 'pictures', 'workflows'];
  await requireOwnParts(workspace, queueFolder(workspace), parts, 'queue');
}
