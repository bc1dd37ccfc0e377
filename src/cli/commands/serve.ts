import { statSync } from 'node:fs';
import { isAbsolute, join, relative, resolve, sep } from 'node:path';
import { ArcspaceError } from '../../graph/problem.ts';
import { cacheFolder, resultsFolder } from '../../host/cacheFolder.ts';
import { deviceFromEnvironment } from '../../host/deviceChoice.ts';
import { machineFolder } from '../../host/machineFolder.ts';
import { modelFolders } from '../../host/modelFolders.ts';
import { codeFolder, programFolder } from '../../host/programFolder.ts';
import { readSecret } from '../../host/secret.ts';
import { superviseClient } from '../../host/superviseClient.ts';
import { workspaceFolder } from '../../host/workspaceFolder.ts';
import { forkEngine } from '../../server/forkEngine.ts';
import { hasScreen, openBrowser } from '../../server/openBrowser.ts';
import { type RunningServer, startServer } from '../../server/startServer.ts';
import type { EngineChoices } from '../openEngine.ts';

export interface ServeOptions extends EngineChoices {
  readonly port?: number;
  readonly allowHost?: readonly string[];
  readonly open: boolean;
  /** Path of a workflow in the workspace, or of an example. */
  readonly app?: string;
  /** Folder with a page of the user's own. */
  readonly guest?: string;
}

/** Milliseconds in which a browser that is started here has to be in. */
const LAUNCH = 60_000;

/** Serves the editor to a browser on this machine until the process is ended. */
export async function serve(options: ServeOptions): Promise<void> {
  // Whoever read the address may stop reading: that is no reason to end.
  process.stdout.on('error', () => {});
  const program = programFolder();
  const workspace = workspaceFolder(options.workspace);
  const app = options.app === undefined ? undefined : knownPath(options.app, [workspace, program]);
  const guest = options.guest === undefined ? undefined : knownFolder(options.guest);
  const built = join(codeFolder(), 'out');
  const script = join(built, 'main/engine.js');
  const device = options.device ?? deviceFromEnvironment();
  const settings = {
    program,
    workspace,
    modelFolders: modelFolders(options.models),
    cacheFolder: cacheFolder(),
    resultsFolder: resultsFolder(),
    machineFolder: machineFolder(),
    device,
  };
  const engine = superviseClient(() => forkEngine(script, settings));
  const server = await startServer({
    page: join(built, 'renderer'),
    guest,
    engine: engine.client,
    port: options.port,
    hosts: options.allowHost ?? [],
    app,
    secret: await keptSecret(),
    announce: (address) => console.log(`For another browser: ${address}`),
  });
  console.log(`Arcspace is at ${server.url}`);
  console.log('The address works once; the next one will be shown here.');
  const forget = options.open && hasScreen(process.platform, process.env) ? await launch(server) : undefined;
  await untilEnded();
  await forget?.();
  engine.stop();
  await server.close();
}

/**
 * The path of a file as the editor knows it: from the first of these folders that it lies in.
 * @throws ArcspaceError for one that is not there, or lies elsewhere.
 */
export function knownPath(file: string, folders: readonly string[]): string {
  for (const folder of folders) {
    for (const candidate of [resolve(file), resolve(folder, file)]) {
      const path = relative(folder, candidate);
      const isInside = !path.startsWith('..') && !isAbsolute(path);
      if (isInside && isFile(candidate)) return path.split(sep).join('/');
    }
  }
  throw new ArcspaceError(
    'missing-file',
    `There is no workflow "${file}" in the workspace ${folders[0]}.`,
    'Put it there, or name the folder that it is in with --workspace.',
    { file },
  );
}

function knownFolder(folder: string): string {
  if (statSync(folder, { throwIfNoEntry: false })?.isDirectory()) return resolve(folder);
  throw new ArcspaceError(
    'missing-file',
    `There is no folder "${folder}".`,
    'Name the folder that your page was built into.',
    { file: folder },
  );
}

function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() === true;
}

async function launch(server: RunningServer): Promise<() => Promise<void>> {
  const forget = await openBrowser(server.shortLivedAddress(LAUNCH));
  setTimeout(forget, LAUNCH).unref();
  return forget;
}

/** None where this user's folder cannot be written: pages that are open then need a new address after a restart. */
async function keptSecret(): Promise<Uint8Array | undefined> {
  try {
    return await readSecret(machineFolder(), 'browser-secret');
  } catch (thrown) {
    console.error(
      `Open pages will not reconnect after a restart: ${thrown instanceof Error ? thrown.message : thrown}`,
    );
    return undefined;
  }
}

function untilEnded(): Promise<unknown> {
  return Promise.race(['SIGINT', 'SIGTERM', 'SIGHUP'].map((signal) => new Promise((end) => process.once(signal, end))));
}
