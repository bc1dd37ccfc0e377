import { signal } from '@preact/signals';
import type { Problem } from '../../graph/problem.ts';
import type { DesktopBridge, EnginePortMessage } from '../../protocol/desktop.ts';
import type { MessagePortLike } from '../../protocol/port.ts';
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
  let newest: MessagePortLike | undefined;
  const take = (port: MessagePort, problem: Problem | null): void => {
    const wire = domPort(port);
    switchboard.attach(wire);
    newest = wire;
    connection.value = 'connected';
    wire.onClose(() => {
      if (newest === wire) connection.value = 'connecting';
    });
    if (problem) switchboard.emit('restarted', { problem });
  };
  page.addEventListener('message', (event: MessageEvent<unknown>) => {
    if (event.source !== page || !isPortMessage(event.data)) return;
    const [port] = event.ports;
    const { problem } = event.data;
    if (port) take(port, problem);
    else if (problem) switchboard.fail(problem);
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
