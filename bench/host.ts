import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface Host {
  /** The newest address that it printed: each lets one browser in. */
  readonly url: string;
  readonly workspace: string;
  stop(): Promise<void>;
}

/**
 * The browser host in a process of its own, with an empty workspace.
 * @param options more of its command line
 */
export async function startHost(program: string, options: readonly string[] = []): Promise<Host> {
  const workspace = mkdtempSync(join(tmpdir(), 'arcspace-bench-'));
  const args = ['bin/arcspace.mjs', 'serve', '--no-open', '--port', '0', '--workspace', workspace, ...options];
  const host = spawn(process.execPath, args, { cwd: program, stdio: ['ignore', 'pipe', 'inherit'] });
  const addresses = await addressesOf(host);
  return {
    get url() {
      return addresses.at(-1) ?? '';
    },
    workspace,
    async stop() {
      host.kill('SIGTERM');
      await once(host, 'exit');
      rmSync(workspace, { recursive: true, force: true });
    },
  };
}

/** A list that grows; waits for the first. */
function addressesOf(host: ChildProcess): Promise<readonly string[]> {
  const addresses: string[] = [];
  return new Promise((resolve, reject) => {
    host.on('exit', () => reject(new Error('the host ended before it said its address')));
    host.stdout?.on('data', (chunk) => {
      addresses.push(...(String(chunk).match(/http:\S+/g) ?? []));
      if (addresses.length > 0) resolve(addresses);
    });
  });
}
