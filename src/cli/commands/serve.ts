import { join } from 'node:path';
import { programFolder } from '../../host/programFolder.ts';
import { superviseClient } from '../../host/superviseClient.ts';
import { workspaceFolder } from '../../host/workspaceFolder.ts';
import { forkEngine } from '../../server/forkEngine.ts';
import { openBrowser } from '../../server/openBrowser.ts';
import { startServer } from '../../server/startServer.ts';

export interface ServeOptions {
  readonly port?: number;
  readonly workspace?: string;
  readonly allowHost?: readonly string[];
  readonly open: boolean;
}

/** Serves the editor to a browser on this machine until the process is ended. */
export async function serve(options: ServeOptions): Promise<void> {
  const program = programFolder();
  const workspace = workspaceFolder(options.workspace);
  const script = join(program, 'out/main/engine.js');
  const engine = superviseClient(() => forkEngine(script, { program, workspace }));
  const page = join(program, 'out/renderer');
  const server = await startServer({ page, engine: engine.client, port: options.port, hosts: options.allowHost ?? [] });
  console.log(`Arcspace is at ${server.url}`);
  if (options.open) await openBrowser(server.url);
  await untilEnded();
  engine.stop();
  await server.close();
}

function untilEnded(): Promise<unknown> {
  return Promise.race(['SIGINT', 'SIGTERM', 'SIGHUP'].map((signal) => new Promise((end) => process.once(signal, end))));
}
