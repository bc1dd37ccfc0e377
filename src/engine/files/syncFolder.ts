import { open } from 'node:fs/promises';

/** Makes the names in a folder survive a loss of power, where the system can (Windows opens no folders). */
export async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder).catch(() => undefined);
  await handle?.sync().catch(() => undefined);
  await handle?.close();
}
