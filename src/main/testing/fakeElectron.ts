import { EventEmitter } from 'node:events';
import { PassThrough } from 'node:stream';

/** Electron as far as the main process uses it. It refuses what the real one refuses before or after it is ready. */
export function createFakeElectron() {
  const state = { ready: false, isPrimary: true };
  let resolveReady = (): void => {};
  const whenReady = new Promise<void>((resolve) => {
    resolveReady = resolve;
  });
  const before = (what: string): void => {
    if (state.ready) throw new Error(`${what} comes too late: the app is ready.`);
  };
  const after = (what: string): void => {
    if (!state.ready) throw new Error(`${what} comes too early: the app is not ready.`);
  };

  const app = Object.assign(new EventEmitter(), {
    isPackaged: true,
    commandLine: { hasSwitch: () => false },
    paths: new Map<string, string>(),
    setPath: (name: string, path: string) => {
      before('setPath');
      app.paths.set(name, path);
    },
    getPath: (name: string) => app.paths.get(name) ?? `/fake/${name}`,
    setAppUserModelId: () => {},
    enableSandbox: () => before('enableSandbox'),
    locked: undefined as unknown,
    requestSingleInstanceLock(data: unknown) {
      // The lock lies in the folder of the user's data.
      app.locked = { data, userData: app.getPath('userData') };
      return state.isPrimary;
    },
    whenReady: () => whenReady,
    quits: 0,
    quit: () => {
      app.quits += 1;
    },
    exit: (code: number) => {
      throw new Error(`exit ${code}`);
    },
    addRecentDocument: () => {},
    clearRecentDocuments: () => {},
  });

  const schemes: unknown[] = [];
  const protocol = {
    registerSchemesAsPrivileged: (given: unknown[]) => {
      before('registerSchemesAsPrivileged');
      schemes.push(...given);
    },
    handle: (scheme: string) => {
      after('protocol.handle');
      handled.push(scheme);
    },
  };
  const handled: string[] = [];

  const ipcHandlers = new Map<string, (event: unknown, argument: unknown) => unknown>();
  const ipcMain = {
    handle: (channel: string, handler: (event: unknown, argument: unknown) => unknown) => {
      if (ipcHandlers.has(channel)) throw new Error(`${channel} has two handlers.`);
      ipcHandlers.set(channel, handler);
    },
  };

  class FakeContents extends EventEmitter {
    readonly sent: (readonly [string, unknown])[] = [];
    send(channel: string, argument: unknown): void {
      this.sent.push([channel, argument]);
    }
    postMessage(channel: string): void {
      this.sent.push([channel, null]);
    }
    isDestroyed(): boolean {
      return false;
    }
    setWindowOpenHandler(): void {}
    reload(): void {}
  }

  class BrowserWindow extends EventEmitter {
    static readonly all: BrowserWindow[] = [];
    readonly webContents = new FakeContents();
    url = '';
    constructor(readonly options: { readonly webPreferences: Readonly<Record<string, unknown>> }) {
      super();
      after('a window');
      BrowserWindow.all.push(this);
      app.emit('web-contents-created', {}, this.webContents);
    }
    async loadURL(url: string): Promise<void> {
      this.url = url;
    }
    isFocused = () => true;
    isMinimized = () => false;
    focus(): void {}
    setDocumentEdited(): void {}
    setRepresentedFilename(): void {}
  }

  /** A message from the page of a window. */
  const ask = (window: BrowserWindow, channel: string, argument?: unknown, url = window.url) => {
    const event = { sender: window.webContents, senderFrame: { url, parent: null } };
    return ipcHandlers.get(channel)?.(event, argument);
  };

  const forked: { script: string; child: EventEmitter }[] = [];
  const electron = {
    app,
    protocol,
    ipcMain,
    BrowserWindow,
    Menu: { buildFromTemplate: () => ({ getMenuItemById: () => null }), setApplicationMenu: () => after('a menu') },
    MessageChannelMain: class {
      readonly port1 = {};
      readonly port2 = {};
    },
    dialog: {
      showErrorBox: (_: string, message: string) => {
        throw new Error(message);
      },
    },
    nativeTheme: { themeSource: 'system', shouldUseDarkColors: true },
    net: { fetch: () => Promise.reject(new Error('no connection')) },
    powerMonitor: new EventEmitter(),
    screen: {
      getPrimaryDisplay: () => ({ id: 1, workArea: { x: 0, y: 0, width: 1920, height: 1080 } }),
      getAllDisplays: () => [{ id: 1, workArea: { x: 0, y: 0, width: 1920, height: 1080 } }],
    },
    session: {
      get defaultSession() {
        after('the session');
        return {
          setPermissionRequestHandler: () => {},
          setPermissionCheckHandler: () => {},
          setDevicePermissionHandler: () => {},
        };
      },
    },
    shell: {},
    utilityProcess: {
      fork: (script: string) => {
        after('a utility process');
        const child = Object.assign(new EventEmitter(), {
          postMessage: () => {},
          kill: () => true,
          stderr: new PassThrough(),
        });
        forked.push({ script, child });
        return child;
      },
    },
  };

  /** As Electron does when the module of the program has run to its end, and not before. */
  const becomeReady = async (): Promise<void> => {
    state.ready = true;
    resolveReady();
    await new Promise(setImmediate);
  };
  return { electron, state, schemes, handled, ipcHandlers, forked, windows: BrowserWindow.all, ask, becomeReady };
}
