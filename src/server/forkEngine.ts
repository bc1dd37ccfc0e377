import { type ChildProcess, fork } from 'node:child_process';
import type { EngineProcess } from '../host/engineProcess.ts';
import { memoryGivenBack } from '../host/memoryGivenBack.ts';
import { rememberErrors } from '../host/rememberErrors.ts';
import { type EngineOptions, formatEngineOptions } from '../protocol/engineOptions.ts';
import { processPort } from '../protocol/ports/processPort.ts';

/** Milliseconds: a little more than an engine gives itself. */
const LATEST_END = 4_000;

/** The engine as a child of this process. It ends when this process does, because its channel closes. */
export function forkEngine(script: string, options: EngineOptions): EngineProcess {
  const child = fork(script, [formatEngineOptions(options)], {
    serialization: 'advanced',
    env: { ...memoryGivenBack, ...process.env },
    stdio: ['ignore', 'inherit', 'pipe', 'ipc'],
  });
  const stderrTail = rememberErrors(child.stderr);
  // A message to a process that has just ended: `exit` says what there is to say.
  child.on('error', () => {});
  return {
    port: processPort(child as ChildProcess & { connected: boolean }),
    onExit: (handler) => void child.on('exit', (code, signal) => handler(howItEnded(code, signal))),
    quit() {
      if (child.connected) child.disconnect();
      const late = setTimeout(() => child.kill('SIGKILL'), LATEST_END).unref();
      child.once('exit', () => clearTimeout(late));
    },
    kill: () => void child.kill('SIGKILL'),
    stderrTail,
  };
}

function howItEnded(code: number | null, signal: NodeJS.Signals | null): string {
  return signal ? `was killed by ${signal}` : `ended with code ${code}`;
}
