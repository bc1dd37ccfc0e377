import type { DesktopBridge } from '../../protocol/desktop.ts';
import { connectBrowserHost } from './browserHost.ts';
import { connectDesktopHost } from './desktopHost.ts';
import type { HostClient } from './hostClient.ts';
import { claimWindowId } from './windowId.ts';

declare global {
  interface Window {
    readonly arcspaceDesktop?: DesktopBridge;
  }
}

/** File dialogs and menus of the desktop app; undefined in a browser. */
export const desktop: DesktopBridge | undefined = window.arcspaceDesktop;

/** The engine, wherever this page runs. Call it once: it keeps its connection, and renews it when it is lost. */
export async function connectEngine(): Promise<HostClient> {
  const windowId = await claimWindowId(sessionStorage, navigator.locks);
  if (desktop) return connectDesktopHost(window, desktop, windowId);
  const url = `${location.origin.replace(/^http/, 'ws')}/engine`;
  return connectBrowserHost(() => new WebSocket(url, 'arcspace'), windowId);
}
