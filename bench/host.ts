import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface Host {
  readonly url: string;
  readonly workspace: string;
  stop(): Promise<void>;
}

/** The browser host in a process of its own, with an empty workspace. */
export async function startHost(program: string): Promise<Host> {
  const workspace = mkdtempSync(join(tmpdir(), 'arcspace-bench-'));
  const args = ['bin/arcspace.mjs', 'serve', '--no-open', '--port', '0', '--workspace', workspace];
  const host = spawn(process.execPath, args, { cwd: program, stdio: ['ignore', 'pipe', 'inherit'] });
  return {
    url: await addressOf(host),
    workspace,
    async stop() {
      host.kill('SIGTERM');
      await once(host, 'exit');
      rmSync(workspace, { recursive: true, force: true });
    },
  };
}

async function addressOf(host: ChildProcess): Promise<string> {
  for await (const chunk of host.stdout ?? []) {
    const found = /http:\S+/.exec(String(chunk));
    if (found) return found[0];
  }
  throw new Error('the host ended before it said its address');
}
