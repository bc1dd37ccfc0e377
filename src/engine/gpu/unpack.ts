import { renameSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { ArcspaceError } from '../../graph/problem.ts';
import type { ProviderFiles } from './providerFiles.ts';

interface Zip {
  readFile(entry: string): Buffer | null;
}

/**
 * Takes the provider's files out of a package. All are written beside their places first and renamed last, so that no half
 * of them is ever found.
 */
export function unpack(packageFile: string, { files, folder, packageName }: ProviderFiles): void {
  const zip = openZip(packageFile);
  const parts = [...files].map(([name, path]) => ({
    target: join(folder, name),
    part: join(folder, `.${name}.part`),
    path,
  }));
  try {
    for (const { part, path } of parts) {
      const content = zip.readFile(path);
      if (!content) throw missingEntry(packageName, path);
      writeFileSync(part, content);
    }
    for (const { part, target } of parts) renameSync(part, target);
  } finally {
    for (const { part } of parts) rmSync(part, { force: true });
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
