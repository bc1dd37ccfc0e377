import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Opens a file or an address with the program that the user has for it. */
export type Open = (target: string) => Promise<unknown>;

const openByName: Open = async (target) => (await import('open')).default(target);

/**
 * Opens the address in the user's browser; says nothing when that fails. Everyone on the machine can read the arguments
 * of its programs: what is opened is a file that only this user can read, and it leads to the address.
 * @returns what takes the file away
 */
export async function openBrowser(address: string, open: Open = openByName): Promise<() => Promise<void>> {
  let folder: string | undefined;
  try {
    folder = await mkdtemp(join(tmpdir(), 'arcspace-'));
    const file = join(folder, 'open.html');
    await writeFile(file, leadTo(address), { mode: 0o600 });
    await open(file);
  } catch {
    // A full disk or a machine without a browser: the address stands on the terminal.
  }
  return async () => {
    if (folder) await rm(folder, { recursive: true, force: true });
  };
}

function leadTo(address: string): string {
  return `<!doctype html><meta charset="utf-8"><meta name="referrer" content="no-referrer">
<meta http-equiv="refresh" content="0; url=${address}"><title>Arcspace</title><a href="${address}">Open Arcspace</a>`;
}

/** Whether a browser started here would be seen by whoever started this. */
export function hasScreen(platform: NodeJS.Platform, environment: NodeJS.ProcessEnv): boolean {
  if (environment.CI || environment.SSH_CONNECTION) return false;
  return platform !== 'linux' || Boolean(environment.DISPLAY || environment.WAYLAND_DISPLAY);
}
