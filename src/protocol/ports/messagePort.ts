import type { MessagePortLike } from '../port.ts';

/** A browser's MessagePort, as far as it is used here. */
export interface DomPort {
  postMessage(message: unknown): void;
  addEventListener(type: 'message', handler: (event: { readonly data: unknown }) => void): void;
  addEventListener(type: 'close', handler: () => void): void;
  start(): void;
  close(): void;
}

/** Structured clone, by copy: nothing is ever transferred, because Electron and Node lose typed arrays that are. */
export function domPort(port: DomPort): MessagePortLike {
  return {
    post: (message) => port.postMessage(message),
    onMessage(handler) {
      port.addEventListener('message', (event) => handler(event.data));
      port.start();
    },
    onClose: (handler) => port.addEventListener('close', handler),
    close: () => port.close(),
  };
}
