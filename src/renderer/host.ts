import type { DesktopBridge } from '../protocol/desktop.ts';
import type { EngineClient } from '../protocol/protocol.ts';
import { connectBrowserHost } from './hosts/browserHost.ts';
import { connectDesktopHost } from './hosts/desktopHost.ts';
import { takeKey } from './hosts/key.ts';

declare global {
  interface Window {
    readonly arcspaceDesktop?: DesktopBridge;
  }
}

/** File dialogs and menus of the desktop app; undefined in a browser. */
export const desktop: DesktopBridge | undefined = window.arcspaceDesktop;

/** The engine, wherever this page runs. Call it once: it keeps its connection, and renews it when it is lost. */
export function connectEngine(): EngineClient {
  if (desktop) return connectDesktopHost(window, desktop);
  const url = `${location.origin.replace(/^http/, 'ws')}/engine`;
  const protocols = ['arcspace', `key.${takeKey(window)}`];
  return connectBrowserHost(() => new WebSocket(url, protocols));
}
