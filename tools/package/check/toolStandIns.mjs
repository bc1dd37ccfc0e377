// The programs that electron-builder fetches from GitHub to make packages, as stand-ins that keep what they were asked for. Only the deb is a real one.
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const imports =
  "import { cpSync, existsSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';\nimport { join } from 'node:path';";

/** Writes an empty archive. */
const sevenZip = `const archive = process.argv.find((word) => /\\.(7z|zip)$/.test(word));
if (!existsSync(archive)) writeFileSync(archive, '');`;

/** Keeps the tree that an AppImage is made of. */
const squash = (kept) => `const [tree, output] = process.argv.slice(2);
cpSync(tree, ${JSON.stringify(kept)}, { recursive: true, verbatimSymlinks: true });
writeFileSync(output, '');`;

/** Keeps the script of the installer, or of its uninstaller, with the scripts that were written for it, and its definitions. */
const makensis = (kept) => `const words = process.argv.slice(2);
const part = words.includes('-DBUILD_UNINSTALLER') ? 'uninstaller' : 'installer';
writeFileSync(join(${JSON.stringify(kept)}, part + '.json'), JSON.stringify(words));
writeFileSync(join(${JSON.stringify(kept)}, part + '.nsi'), readFileSync(0, 'utf8'));
writeFileSync(words.find((word) => word.startsWith('-XOutFile ')).slice(11, -1), '');`;

/** Runs the half-made installer, which writes its uninstaller. */
const wine = "writeFileSync(process.argv[2].replace(/exe$/, '') + '__uninstaller.exe', '');";

function program(path, text) {
  writeFileSync(path, `#!/usr/bin/env node\n${imports}\n${text}\n`);
  chmodSync(path, 0o755);
}

/**
 * @param {string} folder where they are laid out
 * @returns what the environment must say for electron-builder to take them, and where they keep what they were asked for
 */
export function toolStandIns(folder) {
  const at = (...names) => join(folder, ...names);
  const kept = { appImage: at('kept', 'appImage'), installer: at('kept', 'installer') };
  for (const name of [
    'appimage/runtimes',
    'appimage/lib/x64',
    'nsis/linux',
    'nsis/mac',
    'plugins',
    'bin',
    'kept/installer',
  ])
    mkdirSync(at(...name.split('/')), { recursive: true });
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }');
  program(at('bin', '7za'), sevenZip);
  program(at('bin', 'wine'), wine);
  program(at('appimage', 'mksquashfs'), squash(kept.appImage));
  writeFileSync(at('appimage', 'desktop-file-validate'), '');
  writeFileSync(at('appimage', 'runtimes', 'runtime-x64'), '');
  for (const system of ['linux', 'mac']) program(at('nsis', system, 'makensis'), makensis(kept.installer));
  writeFileSync(at('nsis', 'elevate.exe'), '');
  const environment = {
    ELECTRON_BUILDER_7ZIP_PATH: at('bin', '7za'),
    ELECTRON_BUILDER_NSIS_DIR: at('nsis'),
    ELECTRON_BUILDER_NSIS_RESOURCES_DIR: folder,
    APPIMAGE_TOOLS_PATH: at('appimage'),
    CUSTOM_FPM_PATH: fileURLToPath(new URL('fpm.mjs', import.meta.url)),
    USE_SYSTEM_WINE: 'true',
    PATH: `${at('bin')}:${process.env.PATH}`,
  };
  return { environment, kept };
}
