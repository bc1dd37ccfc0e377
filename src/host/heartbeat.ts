import type { Message } from '../protocol/message.ts';
import type { MessagePortLike } from '../protocol/port.ts';

const PING_EVERY = 5_000;
/** A single step of a large model on a slow CPU blocks the engine for minutes. */
export const LONGEST_SILENCE = 10 * 60_000;
export const SILENCE_AFTER_CANCEL = 60_000;

export interface Heartbeat {
  /** Somebody asked for a run to stop: from now until the next sign of life only a minute of silence is endured. */
  shortenTimeout(): void;
  stop(): void;
}

/** Asks for a sign of life every few seconds; any message is one. Calls `onSilence` once, when none came for too long. */
export function watchHeartbeat(port: MessagePortLike, onSilence: () => void): Heartbeat {
  let heard = performance.now();
  let shortenedAt: number | undefined;
  port.onMessage(() => {
    heard = performance.now();
    shortenedAt = undefined;
  });
  const timer = setInterval(() => {
    const now = performance.now();
    const ignored = shortenedAt !== undefined && now - shortenedAt > SILENCE_AFTER_CANCEL;
    if (ignored || now - heard > LONGEST_SILENCE) {
      clearInterval(timer);
      onSilence();
    } else {
      port.post({ kind: 'ping' } satisfies Message);
    }
  }, PING_EVERY);
  return {
    shortenTimeout: () => {
      shortenedAt ??= performance.now();
    },
    stop: () => clearInterval(timer),
  };
}
