import { readdir } from 'node:fs/promises';
import { cpus, hostname } from 'node:os';
import { join } from 'node:path';
import { version } from '../../package.json';
import { codeFolder } from '../host/programFolder.ts';
import { combineHashes, createHasher } from './files/hasher.ts';
import { describeGraphics } from './providers/machine.ts';

/**
 * What the bytes of a result depend on besides what content keys say: the program's own code, and the machine's processor, graphics
 * and mathematics. Only workers that are alike in all of it take each other's results; where the graphics are not known, none does.
 */
export async function readMaker(): Promise<string> {
  const processor = cpus()[0]?.model ?? '';
  const graphics = process.platform === 'linux' ? await describeGraphics() : [hostname()];
  const machine = [process.platform, process.arch, processor, `V8 ${process.versions.v8}`, ...graphics];
  return [`Arcspace ${version}`, await codeHash(), ...machine].join(', ');
}

/** Of the built program that runs, or of the sources where those run. */
async function codeHash(): Promise<string> {
  const root = codeFolder();
  const built = join(root, 'out/main');
  const folders = import.meta.dirname.startsWith(built) ? [built] : [join(root, 'src'), join(root, 'nodes')];
  const hasher = createHasher();
  const hashes: Record<string, string> = {};
  for (const folder of folders) {
    for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
      const file = join(entry.parentPath, entry.name);
      if (entry.isFile()) hashes[file.slice(root.length)] = await hasher.hash(file);
    }
  }
  return combineHashes(hashes);
}
