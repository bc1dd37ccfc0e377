import { type Message, parseMessage } from '../../../protocol/message.ts';
import type { FinishedProbe } from '../../../protocol/probeProcess.ts';
import type { ProviderName } from '../../../protocol/types.ts';

/** Electron's `process.parentPort`, in a utility process. */
export interface ProbeHost {
  postMessage(message: unknown): void;
  on(event: 'message', handler: (message: { readonly data: unknown }) => void): unknown;
  off(event: 'message', handler: (message: { readonly data: unknown }) => void): unknown;
}

/** Who starts processes for this one: the desktop app's main process, since a utility process cannot start its like. */
export function hostOfThisProcess(): ProbeHost | undefined {
  return (process as unknown as { readonly parentPort?: ProbeHost }).parentPort;
}

let last = 0;

export function askHost(host: ProbeHost, provider: ProviderName): Promise<FinishedProbe> {
  const id = ++last;
  return new Promise((resolve) => {
    const listen = ({ data }: { readonly data: unknown }): void => {
      const message = parseMessage(data);
      if (message?.kind !== 'probe-ended' || message.id !== id) return;
      host.off('message', listen);
      resolve(message.finished);
    };
    host.on('message', listen);
    host.postMessage({ kind: 'start-probe', id, provider } satisfies Message);
  });
}
