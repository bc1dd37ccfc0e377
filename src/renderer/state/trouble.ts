import type { Log, LogEntry, Notification } from './log.ts';

export interface Trouble {
  /** Told once, however often it happens again. */
  happened(notification: Notification): void;
  /** What was told is over. */
  over(): void;
}

export function createTrouble(log: Log): Trouble {
  let told: LogEntry | undefined;
  const over = () => {
    const id = told?.id;
    told = undefined;
    if (id !== undefined) log.dismiss((entry) => entry.id === id);
  };
  return {
    over,
    happened(notification) {
      if (told?.message === notification.message) return;
      over();
      told = log.notify(notification);
    },
  };
}
