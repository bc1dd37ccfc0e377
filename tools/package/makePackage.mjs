import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { addresses } from './addresses.mjs';
import { builderConfig } from './builderConfig.mjs';
import { stage } from './stage.mjs';

/**
 * Makes packages of the built program.
 * @param {{ root: string, target: import('./target.mjs').Target, output: string, kinds?: string[], modules?: string,
 * electronDist?: string, isProgram?: boolean, environment?: Record<string, string | undefined> }} options `kinds` are those of electron-builder ("dir"
 * for a folder only); all usual ones of the target without it
 * @returns {Promise<string[]>} the files that were made
 */
export async function makePackage({
  root,
  target,
  output,
  kinds,
  modules,
  electronDist,
  isProgram,
  environment = process.env,
}) {
  const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const known = addresses(manifest, environment);
  const staged = stage({ root, target, to: join(output, 'staged'), modules, addresses: known });
  const config = builderConfig({
    root,
    staged,
    output,
    homepage: known.homepage,
    electronVersion: manifest.dependencies.electron,
    electronDist,
    isProgram,
    environment,
  });
  const { Arch, build, Platform } = await import('electron-builder');
  const platform = { linux: Platform.LINUX, win32: Platform.WINDOWS, darwin: Platform.MAC }[target.platform];
  // The staged folder is the whole project: in this one the builder would find packages that are not to be shipped.
  const files = await build({
    projectDir: staged.app,
    config,
    targets: platform.createTarget(kinds, Arch[target.arch]),
  });
  rmSync(join(output, 'staged'), { recursive: true });
  return files;
}
