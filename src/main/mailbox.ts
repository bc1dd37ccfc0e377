export interface Mailbox {
  /** Delivers a message, at once or as soon as somebody listens. */
  post(channel: string, argument?: unknown): void;
  /** The page listens from now on. */
  open(): void;
  /** The page is gone, or another is loaded: what comes now waits. */
  close(): void;
}

/** Messages to a page that may not be there yet. */
export function createMailbox(send: (channel: string, argument?: unknown) => void): Mailbox {
  let listening = false;
  let waiting: (readonly [string, unknown])[] = [];
  return {
    post(channel, argument) {
      if (listening) send(channel, argument);
      else waiting.push([channel, argument]);
    },
    open() {
      listening = true;
      const letters = waiting;
      waiting = [];
      for (const [channel, argument] of letters) send(channel, argument);
    },
    close() {
      listening = false;
    },
  };
}
