import { decodeMessage, encodeMessage } from '../codec.ts';
import type { Message } from '../message.ts';
import type { MessagePortLike } from '../port.ts';

/** A WebSocket of a browser or of `ws`, opened with `binaryType = 'arraybuffer'`. */
export interface Socket {
  readonly readyState: number;
  readonly bufferedAmount: number;
  send(bytes: Uint8Array<ArrayBuffer>, sent?: () => void): void;
  close(code?: number, reason?: string): void;
  addEventListener(type: 'message', handler: (event: { readonly data: unknown }) => void): void;
  addEventListener(type: 'close', handler: () => void): void;
}

const OPEN = 1;
const CLOSED = 3;
/** Two seconds of step previews at 512 x 512. */
const CONGESTION = 8 * 1024 * 1024;

/**
 * Binary frames of MessagePack. Anything else that comes in reaches the handlers as undefined, which no message is.
 * @param sent called whenever a message has left this process, where the socket tells; a browser's does not
 */
export function socketPort(socket: Socket, sent?: () => void): MessagePortLike {
  return {
    post(message) {
      if (socket.readyState === OPEN) socket.send(encodeMessage(message as Message), sent);
    },
    onMessage(handler) {
      socket.addEventListener('message', ({ data }) =>
        handler(data instanceof ArrayBuffer ? decodeMessage(new Uint8Array(data)) : undefined),
      );
    },
    onClose(handler) {
      if (socket.readyState === CLOSED) handler();
      else socket.addEventListener('close', handler);
    },
    close: () => socket.close(4400, 'not a message'),
    congested: () => socket.bufferedAmount > CONGESTION,
  };
}
