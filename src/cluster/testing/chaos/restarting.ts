import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';

/** A process that is killed as a power cut does, and started again. */
export interface Restarting {
  start(): Promise<void>;
  kill(): Promise<void>;
  /** Resolves when it has ended by itself, with its exit code. */
  readonly ended: Promise<number | null>;
}

export function restarting(script: string, setting: unknown): Restarting {
  let child: ChildProcess | undefined;
  let finish: (code: number | null) => void = () => {};
  const ended = new Promise<number | null>((resolve) => {
    finish = resolve;
  });
  return {
    ended,
    async start() {
      const own = fork(script, [JSON.stringify(setting)], { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
      child = own;
      own.once('exit', (code, by) => {
        if (by !== 'SIGKILL') finish(code);
      });
      await Promise.race([once(own, 'message'), once(own, 'exit')]);
    },
    async kill() {
      if (!child || child.exitCode !== null || child.signalCode !== null) return;
      const exit = once(child, 'exit');
      child.kill('SIGKILL');
      await exit;
    },
  };
}
