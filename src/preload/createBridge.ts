import { channels, type DesktopBridge, type EnginePortMessage, type Notice } from '../protocol/desktop.ts';

interface Ipc {
  invoke(channel: string, argument?: unknown): Promise<unknown>;
  on(channel: string, listener: (event: { readonly ports: readonly unknown[] }, argument: unknown) => void): unknown;
}

export interface PageWindow {
  readonly location: { readonly origin: string };
  postMessage(message: unknown, origin: string, transfer: readonly unknown[]): void;
}

/** All that the page can reach of the desktop app. A port cannot cross the bridge itself: it goes as a window message. */
export function createBridge(ipc: Ipc, page: PageWindow): DesktopBridge {
  ipc.on(channels.enginePort, ({ ports }, problem) => {
    const message = { kind: 'arcspace-engine-port', problem: problem as EnginePortMessage['problem'] } as const;
    page.postMessage(message satisfies EnginePortMessage, page.location.origin, ports);
  });
  return {
    requestEngine: () => void ipc.invoke(channels.requestEngine),
    shortenTimeout: () => void ipc.invoke(channels.shortenTimeout),
    chooseToOpen: async () => pathOrNull(await ipc.invoke(channels.chooseToOpen)),
    chooseToSave: async (name) => pathOrNull(await ipc.invoke(channels.chooseToSave, name)),
    reveal: async (path) => void (await ipc.invoke(channels.reveal, path)),
    describeMenu: (commands) => void ipc.invoke(channels.describeMenu, commands),
    describeDocument: (document) => void ipc.invoke(channels.describeDocument, document),
    setTheme: (theme) => void ipc.invoke(channels.setTheme, theme),
    openReleasePage: () => void ipc.invoke(channels.openReleasePage),
    listen(listener) {
      ipc.on(channels.command, (_, id) => typeof id === 'string' && listener.command(id));
      ipc.on(channels.openFile, (_, path) => typeof path === 'string' && listener.openFile(path));
      ipc.on(channels.notice, (_, notice) => listener.notice(notice as Notice));
      ipc.on(channels.save, async () => void ipc.invoke(channels.saved, await saved(listener)));
      void ipc.invoke(channels.listening);
    },
  };
}

/** A save that fails has saved nothing: main waits for the answer. */
async function saved(listener: { save(): Promise<boolean> }): Promise<boolean> {
  try {
    return await listener.save();
  } catch {
    return false;
  }
}

function pathOrNull(answer: unknown): string | null {
  return typeof answer === 'string' ? answer : null;
}
