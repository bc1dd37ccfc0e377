import type { MessagePortLike } from '../port.ts';

/** Either end of Node's channel between a process and its child, opened with `serialization: 'advanced'`. */
export interface ProcessChannel {
  readonly connected: boolean;
  send?(message: unknown): boolean;
  on(event: 'message', handler: (message: unknown) => void): unknown;
  on(event: 'disconnect', handler: () => void): unknown;
  disconnect?(): void;
}

export function processPort(channel: ProcessChannel): MessagePortLike {
  return {
    post(message) {
      if (channel.connected) channel.send?.(message);
    },
    onMessage: (handler) => void channel.on('message', handler),
    onClose: (handler) => void channel.on('disconnect', handler),
    close() {
      if (channel.connected) channel.disconnect?.();
    },
  };
}
