import { signal } from '@preact/signals';
import type { Problem } from '../../graph/problem.ts';
import { socketPort } from '../../protocol/ports/socketPort.ts';
import { createSwitchboard } from '../../protocol/switchboard.ts';
import type { Connection, HostClient } from './hostClient.ts';

const FIRST_DELAY = 200;
const LONGEST_DELAY = 5_000;
/** Attempts in vain before the page says that it is not connected, and calls fail instead of waiting. */
const ATTEMPTS_BEFORE_FAILING = 3;

/** A WebSocket that is opened again whenever it closes, first soon, then less and less often. */
export function connectBrowserHost(openSocket: () => WebSocket, windowId: string): HostClient {
  const switchboard = createSwitchboard();
  const connection = signal<Connection>('connecting');
  let attempts = 0;

  const open = (): void => {
    const socket = openSocket();
    socket.binaryType = 'arraybuffer';
    socket.addEventListener('open', () => {
      attempts = 0;
      switchboard.attach(socketPort(socket));
      connection.value = 'connected';
    });
    socket.addEventListener('close', () => {
      attempts++;
      if (attempts >= ATTEMPTS_BEFORE_FAILING) switchboard.fail(UNREACHABLE);
      connection.value = attempts >= ATTEMPTS_BEFORE_FAILING ? 'disconnected' : 'connecting';
      setTimeout(open, Math.min(FIRST_DELAY * 2 ** (attempts - 1), LONGEST_DELAY));
    });
  };
  open();
  return { ...switchboard.client, connection, windowId };
}

const UNREACHABLE: Problem = {
  code: 'engine-unreachable',
  message: 'Arcspace is not running, or this page may not use it.',
  place: {},
  remedy: 'Start it again: this page goes on by itself. If it is running, open the address that its terminal shows.',
};
