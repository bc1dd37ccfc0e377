import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { ArcspaceError } from '../../graph/problem.ts';
import { memoryGivenBack } from '../../host/memoryGivenBack.ts';
import { errorFrom } from '../../protocol/connect.ts';
import type { Slot } from './slot.ts';
import type { FromSlot, ToSlot } from './slotMessages.ts';
import type { SlotSettings } from './slotProcess.ts';

/** Milliseconds for which a process that was asked to cancel may go on. */
const CANCEL_TIMEOUT = 1_000;

export interface ForkedSlot extends Slot {
  /** Ends now, and what it computes fails. */
  kill(): Promise<void>;
}

/**
 * Computes in a process of its own: networks keep its thread for minutes, and the worker still has to tell the queue that it
 * lives. A process that dies, or does not hear a cancel, harms its job alone; the next one has another.
 * @param command of the program that computes for a worker, with its arguments
 */
export function forkSlot(command: readonly [script: string, ...args: string[]], settings: SlotSettings): ForkedSlot {
  const [script, ...args] = command;
  let child: ChildProcess | undefined;

  const started = (): ChildProcess => {
    if (child?.connected) return child;
    child = fork(script, [...args, JSON.stringify(settings)], {
      serialization: 'advanced',
      env: { ...memoryGivenBack, ...process.env, ARCSPACE_QUEUE_PASSWORD: undefined },
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    // Of a process that has just ended: `exit` says what there is to say.
    child.on('error', () => {});
    return child;
  };

  return {
    compute: (job, signal, tell) =>
      new Promise((resolve, reject) => {
        const own = started();
        let late: ReturnType<typeof setTimeout> | undefined;
        const cancel = (): void => {
          own.send({ kind: 'cancel' } satisfies ToSlot);
          late = setTimeout(() => own.kill('SIGKILL'), CANCEL_TIMEOUT);
        };
        const end = (): void => {
          clearTimeout(late);
          signal.removeEventListener('abort', cancel);
          own.off('message', hear).off('exit', die).off('error', fail);
        };
        const hear = (message: FromSlot): void => {
          if (message.kind === 'progress') {
            tell(message.progress);
            return;
          }
          end();
          if (message.kind === 'done') resolve(message.result);
          else reject(errorFrom(message.problem));
        };
        const die = (code: number | null, by: NodeJS.Signals | null): void => {
          end();
          reject(died(by ? `was killed by ${by}` : `ended with code ${code}`));
        };
        const fail = ({ message }: Error): void => {
          end();
          reject(died(`could not be reached: ${message}`));
        };
        own.on('message', hear).on('exit', die).on('error', fail);
        signal.addEventListener('abort', cancel, { once: true });
        own.send({ kind: 'compute', job } satisfies ToSlot);
      }),
    async close() {
      if (child?.connected) await gone(child, () => child?.disconnect());
    },
    async kill() {
      if (child?.connected) await gone(child, () => child?.kill('SIGKILL'));
    },
  };
}

async function gone(child: ChildProcess, end: () => void): Promise<void> {
  const exit = once(child, 'exit');
  end();
  await exit;
}

function died(how: string): ArcspaceError {
  return new ArcspaceError(
    'worker-process',
    `The process that computed this ${how}.`,
    'Check that the machines of the workers have enough memory.',
  );
}
