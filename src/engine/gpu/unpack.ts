import { rename } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { ArcspaceError } from '../../graph/problem.ts';
import { unwritable } from '../files/unwritable.ts';
import { removeTemporary, writeTemporary } from '../files/writeTemporary.ts';
import type { ProviderFiles } from './providerFiles.ts';

interface Zip {
  readFile(entry: string): Buffer | null;
}

/** A file that is whole beside its place. */
interface Part {
  readonly temporary: string;
  readonly target: string;
}

/**
 * Takes the provider's files out of a package. All are written beside their places first and renamed last, so that no half
 * of them is ever found.
 */
export async function unpack(packageFile: string, { files, folder, packageName }: ProviderFiles): Promise<void> {
  const zip = openZip(packageFile);
  const parts: Part[] = [];
  try {
    for (const [name, path] of files) {
      const content = zip.readFile(path);
      if (!content) throw missingEntry(packageName, path);
      parts.push({ temporary: await writeTemporary(folder, content), target: join(folder, name) });
    }
    for (const { temporary, target } of parts) await rename(temporary, target);
  } catch (thrown) {
    throw unwritable(join(folder, packageName), thrown);
  } finally {
    for (const { temporary } of parts) await removeTemporary(temporary);
  }
}

/** onnxruntime-node's own unpacker: what its install script would use. */
function openZip(file: string): Zip {
  const require = createRequire(createRequire(import.meta.url).resolve('onnxruntime-node'));
  const AdmZip = require('adm-zip') as new (file: string) => Zip;
  return new AdmZip(file);
}

function missingEntry(packageName: string, path: string): ArcspaceError {
  return new ArcspaceError(
    'source-unexpected',
    `The package ${packageName} holds no ${path}. Nothing was changed.`,
    'Please report this: onnxruntime-node and its package do not fit together.',
  );
}
