import { originOf } from './ours.ts';

interface Sent {
  readonly senderFrame: { readonly url: string; readonly parent: unknown } | null;
}

/** Whether a message comes from the top frame of one of our own pages. */
export function isFromOurPage(event: Sent, origin: string): boolean {
  const frame = event.senderFrame;
  return frame !== null && frame.parent === null && originOf(frame.url) === origin;
}

interface IpcMain<E extends Sent> {
  handle(channel: string, listener: (event: E, argument: unknown) => unknown): void;
}

/** Every channel goes through this one check. */
export function createAnswers<E extends Sent>(ipc: IpcMain<E>, origin: string) {
  return (channel: string, answer: (event: E, argument: unknown) => unknown): void =>
    ipc.handle(channel, (event, argument) => {
      if (!isFromOurPage(event, origin)) throw new Error('This page may not ask that.');
      return answer(event, argument);
    });
}
