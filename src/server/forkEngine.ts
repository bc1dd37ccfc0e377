import { type ChildProcess, fork } from 'node:child_process';
import type { EngineProcess } from '../host/engineProcess.ts';
import { rememberErrors } from '../host/rememberErrors.ts';
import { type EngineOptions, formatEngineOptions } from '../protocol/engineOptions.ts';
import { processPort } from '../protocol/ports/processPort.ts';

/**
 * The C library of Linux learns from the first large arrays that are freed to keep such memory for later, and gives none of it
 * back from then on. With a limit that is set, all of at least so many bytes goes back at once (mallopt(3), M_MMAP_THRESHOLD).
 */
const GIVE_BACK = { MALLOC_MMAP_THRESHOLD_: '65536' };

/** Milliseconds: a little more than an engine gives itself. */
const LATEST_END = 4_000;

/** The engine as a child of this process. It ends when this process does, because its channel closes. */
export function forkEngine(script: string, options: EngineOptions): EngineProcess {
  const child = fork(script, [formatEngineOptions(options)], {
    serialization: 'advanced',
    env: { ...GIVE_BACK, ...process.env },
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
