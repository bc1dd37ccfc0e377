import { join } from 'node:path';
import { requireOwnParts } from '../files/ownFiles.ts';

/** Where the gallery of a workspace is kept. */
export function galleryFolder(workspace: string): string {
  return join(workspace, '.arcspace', 'gallery');
}

/** @throws ArcspaceError as `requireOwnParts` does. */
export async function requireOwnGallery(workspace: string): Promise<void> {
  const parts = ['gallery.jsonl', 'inbox', 'pictures', 'small', 'workflows'];
  await requireOwnParts(workspace, galleryFolder(workspace), parts, 'gallery');
}
