import { join } from 'node:path';
import { app, dialog, protocol } from 'electron';
import { filesToOpen } from './filesToOpen.ts';
import { SCHEME } from './ours.ts';
import { receiveFiles } from './receiveFiles.ts';
import { startDesktop } from './start.ts';

// All of this comes before Electron is ready, which it is only when this module has run to its end: nothing is awaited here.
// Its own folder is not that of the workspace, which has the same name where names differ by case only.
if (!app.commandLine.hasSwitch('user-data-dir'))
  app.setPath('userData', join(app.getPath('appData'), 'arcspace-desktop'));
if (process.platform === 'win32') app.setAppUserModelId('app.arcspace.desktop');
protocol.registerSchemesAsPrivileged([
  { scheme: SCHEME, privileges: { standard: true, secure: true, supportFetchAPI: true } },
]);
app.enableSandbox();

const files = filesToOpen(process.argv.slice(app.isPackaged ? 1 : 2), process.cwd());
if (app.requestSingleInstanceLock({ files })) {
  const handed = receiveFiles(app, files);
  app
    .whenReady()
    .then(() => startDesktop(handed))
    .catch((thrown: unknown) => {
      dialog.showErrorBox('Arcspace cannot start', thrown instanceof Error ? thrown.message : String(thrown));
      app.exit(1);
    });
} else {
  app.quit();
}
