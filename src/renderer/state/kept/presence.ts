import { effect } from '@preact/signals';
import type { HostClient } from '../../hosts/hostClient.ts';

/** Well within the time after which the host takes a silent window for gone. */
const INTERVAL = 20_000;

/** Tells the host that this window is open, so that its work is offered to no other, in another browser either. */
export interface Presence {
  /** The folder that the host saves to; null while it is not known. */
  workspace(): string | null;
  /** Whether the window is open: it says so itself when it closes. */
  announce(open: boolean): Promise<void>;
  stop(): void;
}

export function createPresence(client: HostClient): Presence {
  let workspace: string | null = null;
  const announce = async (open: boolean) => {
    try {
      ({ workspace } = await client.call('announceWindow', { window: client.windowId, open }));
    } catch {
      // Without a connection there is nobody to tell; it is told when there is one.
    }
  };
  const isConnected = () => client.connection.peek() === 'connected';
  const timer = setInterval(() => isConnected() && void announce(true), INTERVAL);
  const stop = effect(() => {
    if (client.connection.value === 'connected') void announce(true);
  });
  return {
    workspace: () => workspace,
    announce,
    stop() {
      clearInterval(timer);
      stop();
    },
  };
}
