import type { Hub } from './hub.ts';
import { parseMessage } from './message.ts';
import { type EmitterPort, emitterPort } from './ports/emitterPort.ts';
import { type ProcessChannel, processPort } from './ports/processPort.ts';

/** Electron's `process.parentPort` in a utility process. Its messages bring ports of windows, or come from main itself. */
export interface ParentPort extends EmitterPort {
  on(
    event: 'message',
    handler: (message: { readonly data: unknown; readonly ports: readonly EmitterPort[] }) => void,
  ): unknown;
  on(event: 'close', handler: () => void): unknown;
}

/** The process that an engine runs in: `process`, under Node or as a utility process of Electron. */
export type EngineHost = ProcessChannel & {
  readonly parentPort?: ParentPort | undefined;
};

/**
 * Serves whoever started this process, and every window that it hands a port of. Only the desktop app's main process can
 * allow a folder: `allow` is never heard from a window.
 * @param end called when whoever started it is gone.
 */
export function attachParent(hub: Hub, host: EngineHost, allow: (folder: string) => void, end: () => void): void {
  const { parentPort } = host;
  if (!parentPort) {
    const port = processPort(host);
    hub.attach(port);
    // Whoever started it is gone: nobody waits for what it computes.
    port.onClose(end);
    return;
  }
  hub.attach(emitterPort(parentPort));
  parentPort.on('message', ({ data, ports }) => {
    for (const port of ports) hub.attach(emitterPort(port));
    const message = parseMessage(data);
    if (message?.kind === 'allow') allow(message.folder);
  });
}
