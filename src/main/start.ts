import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  app,
  BrowserWindow,
  dialog,
  Menu,
  MessageChannelMain,
  nativeTheme,
  net,
  powerMonitor,
  protocol,
  screen,
  session,
  shell,
} from 'electron';
import { cacheFolder, resultsFolder } from '../host/cacheFolder.ts';
import { deviceFromEnvironment } from '../host/deviceChoice.ts';
import { machineFolder } from '../host/machineFolder.ts';
import { modelFolders } from '../host/modelFolders.ts';
import { readPage } from '../host/page.ts';
import { codeFolder, programFolder } from '../host/programFolder.ts';
import { workspaceFolder } from '../host/workspaceFolder.ts';
import { channels } from '../protocol/desktop.ts';
import { answerPages } from './answerPages.ts';
import { keepApplicationMenu } from './applicationMenu.ts';
import { respond } from './appProtocol.ts';
import { createEditorWindow, type EditorWindow } from './editorWindow.ts';
import { createEditorWindows } from './editorWindows.ts';
import { createEngineLink } from './engineLink.ts';
import { lockDown } from './lockDown.ts';
import { ourOrigin, SCHEME } from './ours.ts';
import { createQuitting, type Quitting } from './quitting.ts';
import type { HandedFiles } from './receiveFiles.ts';
import { createRecentFiles } from './recentFiles.ts';
import { createSettings, type Settings } from './settings.ts';
import { findUpdate, readOrigin } from './updates.ts';
import { createUpdateWatch } from './updateWatch.ts';
import { startUtilityEngine } from './utilityEngine.ts';
import { openWindow } from './window.ts';
import { workspaceName } from './workspaceName.ts';

const code = codeFolder();
const built = join(code, 'out');

/** Serves the page; a server that rebuilds it does so in development. @returns the origin of the page */
function servePage(): string {
  const developmentServer = app.isPackaged ? undefined : process.env.ELECTRON_RENDERER_URL;
  const origin = ourOrigin(developmentServer);
  lockDown(app, session.defaultSession, origin, (address) => void shell.openExternal(address));
  const page = developmentServer ? new Map() : readPage(join(built, 'renderer'));
  protocol.handle(SCHEME, (request) => respond(page, request));
  return origin;
}

function screens() {
  const main = screen.getPrimaryDisplay();
  return [main, ...screen.getAllDisplays().filter(({ id }) => id !== main.id)].map(({ workArea }) => workArea);
}

/** What makes windows with the editor in them. */
function windowMaker(origin: string, settings: Settings, quitting: Quitting): (others: number) => EditorWindow {
  return (others) => {
    const isDark = nativeTheme.shouldUseDarkColors;
    const preload = join(built, 'preload/index.cjs');
    const window = openWindow(BrowserWindow, { preload, settings, screens: screens(), isDark, others });
    const editor = createEditorWindow(window, { dialog, settings, quitting });
    void window.loadURL(`${origin}/index.html`);
    return editor;
  };
}

function startEngine() {
  const folders = { program: programFolder(), workspace: workspaceFolder(), modelFolders: modelFolders() };
  const options = {
    ...folders,
    cacheFolder: cacheFolder(),
    resultsFolder: resultsFolder(),
    machineFolder: machineFolder(),
    device: deviceFromEnvironment(),
  };
  const script = join(built, 'main/engine.js');
  const engine = createEngineLink(
    () => startUtilityEngine(script, options),
    () => new MessageChannelMain(),
  );
  app.on('will-quit', () => engine.stop());
  return { engine, folders };
}

/** The program once Electron is ready. */
export function startDesktop(handed: HandedFiles): void {
  const settings = createSettings(join(app.getPath('userData'), 'settings.json'));
  nativeTheme.themeSource = settings.values.theme;
  const origin = servePage();
  const quitting = createQuitting(app);
  const { engine, folders } = startEngine();
  const refresh = (): void => refreshMenu();
  const create = windowMaker(origin, settings, quitting);
  const nameOf = (file: string): string => workspaceName(folders.workspace, file);
  const windows = createEditorWindows({ create, allow: engine.allow, nameOf, changed: refresh });
  const recents = createRecentFiles(app, settings, refresh);
  const updates = createUpdateWatch({
    settings,
    origin: readOrigin(readFileSync(join(code, 'package.json'), 'utf8')),
    find: (from) => findUpdate(from, (address, init) => net.fetch(address, init)),
    notify: (notice) => windows.focused()?.mailbox.post(channels.notice, notice),
    changed: refresh,
  });
  const openReleasePage = (): void => {
    const release = updates.found();
    if (release) void shell.openExternal(release.page);
  };
  const refreshMenu = keepApplicationMenu(
    Menu,
    () => ({
      commands: windows.focused()?.commands ?? [],
      recents: recents.list(),
      looksForUpdates: updates.wished(),
      newVersion: updates.found()?.version,
      platform: process.platform,
    }),
    {
      command: (id) => windows.focused()?.mailbox.post(channels.command, id),
      newWindow: () => windows.open(),
      openFile: (path) => windows.take([path]),
      clearRecents: recents.clear,
      lookForUpdates: updates.wish,
      openReleasePage,
    },
  );
  answerPages({ origin, windows, engine, recents, settings, folders, refreshMenu, openReleasePage });
  app.on('window-all-closed', () => {
    if (process.platform !== 'darwin') app.quit();
  });
  app.on('activate', () => windows.raise());
  app.on('second-instance', () => windows.raise());
  powerMonitor.on('shutdown', () => quitting.force());
  refreshMenu();
  handed.to(windows.take);
  if (windows.all().length === 0) windows.open();
  updates.begin();
}
