import type { Message } from '../protocol/message.ts';
import type { MessagePortLike } from '../protocol/port.ts';

const PING_EVERY = 5_000;
/** A single step of a large model on a slow CPU blocks the engine for minutes. */
export const PATIENCE = 10 * 60_000;
export const PATIENCE_AFTER_CANCEL = 60_000;

export interface Heartbeat {
  /** Somebody asked for a run to stop: from now until the next sign of life only a minute of silence is endured. */
  hurry(): void;
  stop(): void;
}

/** Asks for a sign of life every few seconds; any message is one. Calls `onSilence` once, when none came for too long. */
export function watchHeartbeat(port: MessagePortLike, onSilence: () => void): Heartbeat {
  let heard = performance.now();
  let hurried: number | undefined;
  port.onMessage(() => {
    heard = performance.now();
    hurried = undefined;
  });
  const timer = setInterval(() => {
    const now = performance.now();
    const ignored = hurried !== undefined && now - hurried > PATIENCE_AFTER_CANCEL;
    if (ignored || now - heard > PATIENCE) {
      clearInterval(timer);
      onSilence();
    } else {
      port.post({ kind: 'ping' } satisfies Message);
    }
  }, PING_EVERY);
  return {
    hurry: () => {
      hurried ??= performance.now();
    },
    stop: () => clearInterval(timer),
  };
}
