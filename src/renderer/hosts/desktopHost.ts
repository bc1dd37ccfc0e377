import { signal } from '@preact/signals';
import type { DesktopBridge, EnginePortMessage } from '../../protocol/desktop.ts';
import { domPort } from '../../protocol/ports/messagePort.ts';
import { createSwitchboard } from '../../protocol/switchboard.ts';
import type { Connection, HostClient } from './hostClient.ts';

/** The desktop app's main process sends a port to the engine, and a new one whenever the engine was started again. */
export function connectDesktopHost(
  page: Pick<Window, 'addEventListener'>,
  bridge: Pick<DesktopBridge, 'requestEngine' | 'shortenTimeout'>,
  windowId: string,
): HostClient {
  const switchboard = createSwitchboard();
  const connection = signal<Connection>('connecting');
  page.addEventListener('message', (event: MessageEvent<unknown>) => {
    const [port] = event.ports;
    if (event.source !== page || !port || !isPortMessage(event.data)) return;
    switchboard.attach(domPort(port));
    connection.value = 'connected';
    if (event.data.problem) switchboard.emit('restarted', { problem: event.data.problem });
  });
  bridge.requestEngine();
  return {
    call(name, args) {
      if (name === 'cancel') bridge.shortenTimeout();
      return switchboard.client.call(name, args);
    },
    on: switchboard.client.on,
    connection,
    windowId,
  };
}

function isPortMessage(data: unknown): data is EnginePortMessage {
  return typeof data === 'object' && data !== null && 'kind' in data && data.kind === 'arcspace-engine-port';
}
