import { decodeText } from '../../graph/decodeText.ts';
import { ArcspaceError } from '../../graph/problem.ts';
import {
  mayCarryWorkflow as beginsLikeCarrier,
  workflowInPicture,
} from '../../neighbours/pictures/workflowInPicture.ts';

/** What a workflow is read from: its text, or a file. A file holds it as text, or is a picture or a film that may carry it. */
export type Source = string | File;

/** Characters or bytes. */
export function sizeOf(source: Source): number {
  return typeof source === 'string' ? source.length : source.size;
}

/** The text of the workflow in it; undefined when it is a picture or a film without one. @throws ArcspaceError */
export async function textIn(source: Source): Promise<string | undefined> {
  if (typeof source === 'string') return source;
  const bytes = await bytesOf(source);
  return beginsLikeCarrier(bytes) ? workflowInPicture(bytes) : decodeText(bytes, source.name);
}

/** Whether it is a picture or a film that may carry a workflow, by how it begins. @throws ArcspaceError when it cannot be read. */
export async function mayCarryWorkflow(file: File): Promise<boolean> {
  return beginsLikeCarrier(await bytesOf(file.slice(0, 12)));
}

/** @throws ArcspaceError when it cannot be read. */
export async function bytesOf(file: Blob): Promise<Uint8Array> {
  return new Uint8Array(
    await file.arrayBuffer().catch(() => {
      throw new ArcspaceError('unreadable-file', 'It cannot be read.', 'Drop files that are still there, not folders.');
    }),
  );
}
