import { z } from 'zod';

/** Files that the system handed over before anybody could take them, and those that it hands over later. */
export interface HandedFiles {
  to(take: (files: readonly string[]) => void): void;
}

interface Hands {
  on(event: 'open-file', listener: (event: { preventDefault(): void }, path: string) => void): unknown;
  on(
    event: 'second-instance',
    listener: (event: unknown, argv: readonly string[], folder: string, data: unknown) => void,
  ): unknown;
}

/** What a second start sends: its arguments alone may come in another order, and with switches of Chromium. */
const handedOver = z.object({ files: z.array(z.string()) }).catch({ files: [] });

/**
 * Files from the command line, from a double click or a drop on the icon (macOS sends an event for each), and from another start.
 * They wait until somebody takes them.
 */
export function receiveFiles(app: Hands, given: readonly string[]): HandedFiles {
  let take: ((files: readonly string[]) => void) | undefined;
  let waiting: readonly string[] = given;
  const receive = (files: readonly string[]): void => {
    if (take) take(files);
    else waiting = [...waiting, ...files];
  };
  let dropped: readonly string[] = [];
  const openDropped = (): void => {
    receive(dropped);
    dropped = [];
  };
  // Files that were chosen together come one by one, and are opened together, each in a window.
  app.on('open-file', (event, path) => {
    event.preventDefault();
    if (!take) return receive([path]);
    if (dropped.length === 0) setImmediate(openDropped);
    dropped = [...dropped, path];
  });
  app.on('second-instance', (_, __, ___, data) => receive(handedOver.parse(data).files));
  return {
    to(taker) {
      take = taker;
      const files = waiting;
      waiting = [];
      taker(files);
    },
  };
}
