import { join } from 'node:path';
import { app, BrowserWindow, dialog, ipcMain, Menu, MessageChannelMain, protocol, session, shell } from 'electron';
import { cacheFolder } from '../host/cacheFolder.ts';
import { deviceFromEnvironment } from '../host/deviceChoice.ts';
import { modelFolders } from '../host/modelFolders.ts';
import { readPage } from '../host/page.ts';
import { codeFolder, programFolder } from '../host/programFolder.ts';
import { workspaceFolder } from '../host/workspaceFolder.ts';
import { channels } from '../protocol/desktop.ts';
import { createAnswers } from './answer.ts';
import { respond } from './appProtocol.ts';
import { chooseToOpen, chooseToSave } from './dialogs.ts';
import { createEngineLink, type EngineLink } from './engineLink.ts';
import { lockDown } from './lockDown.ts';
import { menuTemplate } from './menu.ts';
import { ourOrigin, SCHEME } from './ours.ts';
import { reveal } from './reveal.ts';
import { startUtilityEngine } from './utilityEngine.ts';
import { openWindow } from './window.ts';

const program = programFolder();
const built = join(codeFolder(), 'out');
const developmentServer = app.isPackaged ? undefined : process.env.ELECTRON_RENDERER_URL;
const origin = ourOrigin(developmentServer);

protocol.registerSchemesAsPrivileged([
  { scheme: SCHEME, privileges: { standard: true, secure: true, supportFetchAPI: true } },
]);
app.enableSandbox();

function showEditor(): void {
  openWindow(`${origin}/index.html`, join(built, 'preload/index.cjs'));
}

function answerPages(engine: EngineLink, workspace: string, models: readonly string[]): void {
  const answer = createAnswers(ipcMain, origin);
  const windowOf = (event: Electron.IpcMainInvokeEvent): BrowserWindow => {
    const window = BrowserWindow.fromWebContents(event.sender);
    if (!window) throw new Error('This page has no window.');
    return window;
  };
  answer(channels.requestEngine, (event) => engine.connect(event.sender));
  answer(channels.shortenTimeout, () => engine.shortenTimeout());
  answer(channels.chooseToOpen, (event) => chooseToOpen(dialog, windowOf(event), engine.allow));
  answer(channels.chooseToSave, (event, name) => chooseToSave(dialog, windowOf(event), name, engine.allow));
  answer(channels.reveal, (_, path) => reveal(shell, workspace, models, path));
}

async function begin(): Promise<void> {
  await app.whenReady();
  lockDown(app, session.defaultSession, origin);
  const page = developmentServer ? new Map() : readPage(join(built, 'renderer'));
  protocol.handle(SCHEME, (request) => respond(page, request));
  const options = {
    program,
    workspace: workspaceFolder(),
    modelFolders: modelFolders(),
    cacheFolder: cacheFolder(),
    device: deviceFromEnvironment(),
  };
  const engine = createEngineLink(
    () => startUtilityEngine(join(built, 'main/engine.js'), options),
    () => new MessageChannelMain(),
  );
  answerPages(engine, options.workspace, [join(program, 'models'), ...options.modelFolders]);
  const template = menuTemplate((command) =>
    BrowserWindow.getFocusedWindow()?.webContents.send(channels.menu, command),
  );
  Menu.setApplicationMenu(Menu.buildFromTemplate(template));
  app.on('will-quit', () => engine.stop());
  app.on('window-all-closed', () => app.quit());
  app.on('second-instance', () => BrowserWindow.getAllWindows()[0]?.focus());
  showEditor();
}

if (app.requestSingleInstanceLock()) await begin();
else app.quit();
