import { execFileSync } from 'node:child_process';
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Arch, build, Platform } from 'electron-builder';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { builderConfig } from '../builderConfig.mjs';
import { shippedManifest } from '../stage.mjs';
import { standInElectron } from '../standIn.mjs';
import { parseTarget } from '../target.mjs';
import { root } from './packed.mjs';
import { toolStandIns } from './toolStandIns.mjs';

const base = mkdtempSync(join(tmpdir(), 'arcspace-installers-'));
afterAll(() => rmSync(base, { recursive: true }));

const onWindows = process.platform === 'win32';
if (onWindows)
  console.log(
    'Installers: skipped, the stand-ins for the tools that make them are scripts, which Windows does not start.',
  );
const hasDebTools = runs('dpkg-deb', '--version');
if (!hasDebTools) console.log('The deb: skipped, dpkg-deb is not installed. On a Mac: brew install dpkg');

function runs(program, ...words) {
  try {
    execFileSync(program, words);
    return true;
  } catch {
    return false;
  }
}

const addresses = { homepage: 'https://arcspace.example/' };
const tools = toolStandIns(join(base, 'tools'));
const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));

/** Makes installers around a folder that is packed already, here a stand-in for Electron and nothing in it. */
async function installers(name, kinds) {
  const target = parseTarget(name);
  const electron = join(base, name, 'electron');
  const app = join(base, name, 'app');
  standInElectron(electron, target);
  if (target.platform === 'linux') renameSync(join(electron, 'electron'), join(electron, 'arcspace'));
  mkdirSync(join(electron, 'resources'));
  mkdirSync(app);
  writeFileSync(join(app, 'package.json'), JSON.stringify(shippedManifest(manifest, addresses)));
  const config = builderConfig({
    root,
    staged: { app, resources: join(base, name, 'resources') },
    output: join(base, name, 'dist'),
    homepage: addresses.homepage,
    electronVersion: manifest.dependencies.electron,
    isProgram: false,
    environment: {},
  });
  const system = { linux: Platform.LINUX, win32: Platform.WINDOWS }[target.platform];
  return await build({ projectDir: app, config, prepackaged: electron, targets: system.createTarget(kinds, Arch.x64) });
}

beforeAll(() => Object.assign(process.env, tools.environment));

const lines = (text) => text.split('\n').map((line) => line.trim());

describe.skipIf(onWindows)('for Linux', () => {
  const made = { deb: '' };
  beforeAll(async () => {
    const files = await installers('linux-x64', hasDebTools ? ['AppImage', 'deb'] : ['AppImage']);
    made.deb = files.find((file) => file.endsWith('.deb'));
  });

  const inAppImage = (path) => readFileSync(join(tools.kept.appImage, path), 'utf8');

  test('an AppImage starts by its entry for the desktop, with the sandbox on, and names the files that it opens', () => {
    expect(lines(inAppImage('arcspace.desktop'))).toEqual(
      expect.arrayContaining([
        'Name=Arcspace',
        'Exec=AppRun %U',
        'Icon=arcspace',
        // Electron says this name for its windows: without it a desktop shows another icon for them.
        'StartupWMClass=arcspace',
        'MimeType=application/vnd.arcspace.workflow+json;',
        'Categories=Graphics;',
      ]),
    );
    expect(inAppImage('usr/share/mime/packages/arcspace.xml')).toContain('<glob pattern="*.arcspace"/>');
  });

  test('an AppImage has its icon in every size, and the largest as its own', () => {
    const sizes = readdirSync(join(tools.kept.appImage, 'usr/share/icons/hicolor'));
    expect(sizes.sort()).toEqual(['128x128', '16x16', '24x24', '256x256', '32x32', '48x48', '512x512', '64x64']);
    expect(readlinkSync(join(tools.kept.appImage, '.DirIcon'))).toBe(
      'usr/share/icons/hicolor/512x512/apps/arcspace.png',
    );
  });

  describe.skipIf(!hasDebTools)('a deb', () => {
    const inDeb = (...names) => {
      const files = names.map((name) => `./${name}`);
      const tar = execFileSync('dpkg-deb', ['--fsys-tarfile', made.deb], { maxBuffer: 2 ** 28 });
      return execFileSync('tar', ['-xO', ...files], { input: tar, encoding: 'utf8' });
    };
    const listed = () => {
      const listing = execFileSync('dpkg-deb', ['-c', made.deb], { encoding: 'utf8' });
      return lines(listing).map((line) => line.split(/\s+/)[5]);
    };

    test('says what it is, and asks for the libraries that Electron is linked with', () => {
      const field = (name) => execFileSync('dpkg-deb', ['-f', made.deb, name], { encoding: 'utf8' }).trim();
      expect(field('Package')).toBe('arcspace');
      expect(field('Version')).toBe(manifest.version);
      expect(field('Architecture')).toBe('amd64');
      expect(field('Section')).toBe('graphics');
      expect(field('Homepage')).toBe(addresses.homepage);
      expect(field('Depends').split(', ')).toEqual(
        expect.arrayContaining(['libgtk-3-0', 'libnss3', 'libgbm1', 'libasound2t64 | libasound2', 'xdg-utils']),
      );
      expect(field('Recommends')).toBe('');
    });

    test('has a program, its icons, an entry for the desktop and a type for workflows', () => {
      expect(listed()).toEqual(
        expect.arrayContaining([
          './opt/Arcspace/arcspace',
          './usr/share/applications/arcspace.desktop',
          './usr/share/mime/packages/arcspace.xml',
          './usr/share/icons/hicolor/512x512/apps/arcspace.png',
        ]),
      );
      const entry = lines(inDeb('usr/share/applications/arcspace.desktop'));
      expect(entry).toContain('Exec=/opt/Arcspace/arcspace %U');
      expect(entry).toContain('MimeType=application/vnd.arcspace.workflow+json;');
      expect(inDeb('usr/share/mime/packages/arcspace.xml')).toContain('<glob pattern="*.arcspace"/>');
    });

    test('tells the desktop of both when it is installed, and gives Chromium its sandbox', () => {
      const control = execFileSync('dpkg-deb', ['--ctrl-tarfile', made.deb]);
      const script = execFileSync('tar', ['-xO', './postinst'], { input: control, encoding: 'utf8' });
      for (const word of ['update-mime-database', 'update-desktop-database', 'chrome-sandbox', 'apparmor'])
        expect(script).toContain(word);
    });
  });
});

describe.skipIf(onWindows)('for Windows', () => {
  beforeAll(() => installers('win32-x64', ['nsis']));

  const script = (part) => readFileSync(join(tools.kept.installer, `${part}.nsi`), 'utf8');
  const definitions = () => JSON.parse(readFileSync(join(tools.kept.installer, 'installer.json'), 'utf8'));

  test('the installer opens workflows with the program, under a name as Windows wants it, with an icon of their own', () => {
    expect(script('installer')).toMatch(
      /APP_ASSOCIATE "arcspace" "Arcspace\.Workflow" "Arcspace workflow" "\$INSTDIR\\resources\\workflow\.ico" "Open with Arcspace" "\$appExe \$\\"%1\$\\""/,
    );
    expect(script('uninstaller')).toContain('APP_UNASSOCIATE "arcspace" "Arcspace.Workflow"');
  });

  test('the installer asks where to install, for whom, and names the program in the list of programs', () => {
    expect(definitions()).toEqual(
      expect.arrayContaining([
        '-DallowToChangeInstallationDirectory',
        '-DAPP_ID=app.arcspace.desktop',
        '-DSHORTCUT_NAME=Arcspace',
        `-DUNINSTALL_DISPLAY_NAME=Arcspace ${manifest.version}`,
      ]),
    );
    expect(definitions()).not.toContain('-DONE_CLICK');
  });
});
