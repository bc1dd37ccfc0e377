import type { WebSocket } from 'ws';
import type { Message } from '../protocol/message.ts';
import type { MessagePortLike } from '../protocol/port.ts';
import { socketPort } from '../protocol/ports/socketPort.ts';

/** Calls of one client that are answered at the same time; more wait, unread where they can. */
const MOST_CALLS = 16;
/** Milliseconds for a client to take what lies ready for it. A large answer over a slow line takes minutes. */
const LONGEST_BACKLOG = 5 * 60_000;

/** Of WebSocket close codes the program's own: it may come back. */
export const DOES_NOT_READ = 4408;

/**
 * The wire of a client that nobody knows: one that asks faster than it reads is not heard until it has read, and one that
 * does not read at all is let go. So what the host holds for it is bounded.
 */
export function clientPort(socket: WebSocket, longestBacklog = LONGEST_BACKLOG): MessagePortLike {
  const port = socketPort(socket, () => {
    watchBacklog();
    admit();
  });
  const handlers: ((message: unknown) => void)[] = [];
  const held: unknown[] = [];
  let open = 0;
  let stuck: ReturnType<typeof setTimeout> | undefined;

  const isBehind = (): boolean => port.congested?.() ?? false;
  const isOpen = (): boolean => socket.readyState === socket.OPEN;
  const isFull = (): boolean => open >= MOST_CALLS || isBehind();
  const letGo = (): void => {
    socket.close(DOES_NOT_READ, 'does not read');
    socket.terminate();
  };
  /** Starts anew whenever something has left: a client that reads slowly is one that reads. */
  const watchBacklog = (): void => {
    clearTimeout(stuck);
    stuck = isBehind() ? setTimeout(letGo, longestBacklog) : undefined;
  };
  const admit = (): void => {
    while (held.length > 0 && isOpen() && !isFull()) {
      const message = held.shift();
      if (isCall(message)) open++;
      for (const handler of handlers) handler(message);
    }
    // One that closes is read on: a paused socket never hears the other end agree, and stays half open.
    if (isOpen() && isFull()) socket.pause();
    else socket.resume();
  };
  port.onMessage((message) => {
    held.push(message);
    admit();
  });
  port.onClose(() => clearTimeout(stuck));
  return {
    ...port,
    post(message) {
      port.post(message);
      if (isAnswer(message)) open--;
      if (stuck === undefined) watchBacklog();
      admit();
    },
    onMessage: (handler) => void handlers.push(handler),
  };
}

function kindOf(message: unknown): unknown {
  return (message as Partial<Message> | undefined | null)?.kind;
}

function isCall(message: unknown): boolean {
  return kindOf(message) === 'call';
}

function isAnswer(message: unknown): boolean {
  return kindOf(message) === 'result' || kindOf(message) === 'problem';
}
