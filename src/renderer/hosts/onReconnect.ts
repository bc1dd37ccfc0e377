import type { ReadonlySignal } from '@preact/signals';
import type { Connection } from './hostClient.ts';

/** Acts whenever the connection is back after it was lost; not when it is there for the first time. */
export function onReconnect(connection: ReadonlySignal<Connection>, act: () => void): () => void {
  let before: 'never' | 'connected' | 'lost' = 'never';
  return connection.subscribe((now) => {
    const back = before === 'lost' && now === 'connected';
    if (now === 'connected') before = 'connected';
    else if (before === 'connected') before = 'lost';
    if (back) act();
  });
}
