// A folder laid out like an unpacked Electron, for machines that cannot fetch it: what goes into a package is proved with it.
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import plist from 'plist';
import { NtExecutable, NtExecutableResource, Resource } from 'resedit';

/** What Electron's program carries its fuses in: a mark, version 1, how many, and each as a digit. */
const fuseWire = Buffer.concat([
  Buffer.from('dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX'),
  Buffer.from([1, 9]),
  Buffer.from('101001110'),
]);

function write(folder, files) {
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), content);
  }
}

function windowsProgram() {
  const program = NtExecutable.createEmpty();
  const resources = NtExecutableResource.from(program);
  const version = Resource.VersionInfo.createEmpty();
  version.setStringValues({ lang: 1033, codepage: 1200 }, { ProductName: 'Electron' });
  version.outputToResourceEntries(resources.entries);
  resources.outputResource(program);
  return Buffer.concat([Buffer.from(program.generate()), fuseWire]);
}

const bundle = (name) =>
  plist.build({ CFBundleExecutable: name, CFBundleName: name, CFBundleIdentifier: 'com.github.Electron' });

const helpers = ['Electron Helper', 'Electron Helper (Renderer)', 'Electron Helper (Plugin)', 'Electron Helper (GPU)'];

const macFiles = {
  'Electron.app/Contents/Info.plist': bundle('Electron'),
  'Electron.app/Contents/MacOS/Electron': '',
  'Electron.app/Contents/Resources/electron.icns': '',
  'Electron.app/Contents/Resources/en.lproj/locale.pak': '',
  'Electron.app/Contents/Frameworks/Electron Framework.framework/Electron Framework': fuseWire,
  'Electron.app/Contents/Frameworks/Electron Framework.framework/Resources/en.lproj/locale.pak': '',
  ...Object.fromEntries(
    helpers.flatMap((name) => [
      [`Electron.app/Contents/Frameworks/${name}.app/Contents/Info.plist`, bundle(name)],
      [`Electron.app/Contents/Frameworks/${name}.app/Contents/MacOS/${name}`, ''],
    ]),
  ),
};

const licences = { LICENSE: 'Electron', 'LICENSES.chromium.html': 'Chromium' };

/**
 * @param {string} folder where it is laid out
 * @param {import('./target.mjs').Target} target
 */
export function standInElectron(folder, { platform }) {
  write(folder, { ...licences, version: '0.0.0' });
  if (platform === 'darwin') return write(folder, macFiles);
  write(folder, { 'locales/en-US.pak': '' });
  if (platform === 'win32') return write(folder, { 'electron.exe': windowsProgram() });
  write(folder, { electron: Buffer.concat([Buffer.from('#!/bin/sh\nexit 0\n'), fuseWire]), 'chrome-sandbox': '' });
  chmodSync(join(folder, 'electron'), 0o755);
}
