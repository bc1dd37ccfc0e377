import { randomBytes } from 'node:crypto';
import { link, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

const LENGTH = 32;

/**
 * What something is signed with: made once, for this user's eyes only.
 * @param name of its file
 * @throws when the folder can be neither read nor written
 */
export async function readSecret(folder: string, name: string): Promise<Uint8Array> {
  const path = join(folder, name);
  const kept = await readFile(path).catch(() => undefined);
  if (kept?.byteLength === LENGTH) return kept;
  await mkdir(folder, { recursive: true, mode: 0o700 });
  if (kept) await rm(path);
  return makeSecret(path);
}

/** Whole or not at all; of two processes that make one at once both get the first. */
async function makeSecret(path: string): Promise<Uint8Array> {
  const secret = randomBytes(LENGTH);
  const draft = `${path}.${randomBytes(6).toString('hex')}`;
  await writeFile(draft, secret, { mode: 0o600 });
  try {
    await link(draft, path);
    return secret;
  } catch {
    return await readFile(path);
  } finally {
    await rm(draft);
  }
}
