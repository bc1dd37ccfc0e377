import { clearStore, openFolderStore } from './folderStore.ts';
import { isS3, parsePlace } from './s3/place.ts';
import type { SharedStore } from './sharedStore.ts';

/**
 * @param store a folder, or s3://BUCKET/PREFIX
 * @throws ArcspaceError where it is not there, or does not let one in.
 */
export async function openStore(store: string): Promise<SharedStore> {
  if (!isS3(store)) return openFolderStore(store);
  const place = parsePlace(store);
  const [{ openS3Store }, { readAccess }] = await Promise.all([import('./s3/s3Store.ts'), import('./s3/access.ts')]);
  return openS3Store(place, await readAccess());
}

/** Removes what machines that died while writing left in a store; S3 has nothing half. */
export async function clearLeftoversOf(store: string): Promise<void> {
  if (!isS3(store)) await clearStore(store);
}
