import type { MessagePortLike } from '../port.ts';

/** Electron's MessagePortMain and ParentPort, and Node's MessagePort: events with `on`, some wrapped in `{ data }`. */
export interface EmitterPort {
  postMessage(message: unknown): void;
  on(event: 'message', handler: (message: unknown) => void): unknown;
  on(event: 'close', handler: () => void): unknown;
  start?(): void;
  close?(): void;
}

export function emitterPort(port: EmitterPort): MessagePortLike {
  return {
    post: (message) => port.postMessage(message),
    onMessage(handler) {
      port.on('message', (message) => handler(dataOf(message)));
      port.start?.();
    },
    onClose: (handler) => void port.on('close', handler),
    close: () => port.close?.(),
  };
}

function dataOf(message: unknown): unknown {
  return typeof message === 'object' && message !== null && 'data' in message ? message.data : message;
}
