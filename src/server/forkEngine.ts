import { type ChildProcess, fork } from 'node:child_process';
import type { EngineProcess } from '../host/engineProcess.ts';
import { rememberErrors } from '../host/rememberErrors.ts';
import { type EngineOptions, formatEngineOptions } from '../protocol/engineOptions.ts';
import { processPort } from '../protocol/ports/processPort.ts';

/** The engine as a child of this process. It ends when this process does, because its channel closes. */
export function forkEngine(script: string, options: EngineOptions): EngineProcess {
  const child = fork(script, [formatEngineOptions(options)], {
    serialization: 'advanced',
    stdio: ['ignore', 'inherit', 'pipe', 'ipc'],
  });
  const stderrTail = rememberErrors(child.stderr);
  // A message to a process that has just ended: `exit` says what there is to say.
  child.on('error', () => {});
  return {
    port: processPort(child as ChildProcess & { connected: boolean }),
    onExit: (handler) => void child.on('exit', (code, signal) => handler(howItEnded(code, signal))),
    kill: () => void child.kill('SIGKILL'),
    stderrTail,
  };
}

function howItEnded(code: number | null, signal: NodeJS.Signals | null): string {
  return signal ? `was killed by ${signal}` : `ended with code ${code}`;
}
