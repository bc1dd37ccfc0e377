import { accessSync, constants, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { ArcspaceError } from '../../graph/problem.ts';
import { type DownloadProgress, download } from './download.ts';
import { type Fetch, findPackage } from './packageSource.ts';
import { cudaProviderFiles, isInstalled, type ProviderFiles } from './providerFiles.ts';
import { unpack } from './unpack.ts';

export interface InstallOptions {
  readonly onProgress?: (progress: DownloadProgress) => void;
  readonly signal?: AbortSignal;
  readonly fetch?: Fetch;
  /** What to install; the CUDA provider of the installed ONNX Runtime otherwise. */
  readonly files?: ProviderFiles | undefined;
}

export interface Installed {
  /** False when everything was in place already. */
  readonly changed: boolean;
  readonly folder: string;
  readonly files: readonly string[];
}

/**
 * Fetches the CUDA provider that onnxruntime-node's own install script would fetch, checks it against the checksum that
 * the package source publishes, and puts it in place at once.
 * @throws ArcspaceError saying plainly why it cannot; then nothing was changed.
 */
export async function installCudaProvider(options: InstallOptions = {}): Promise<Installed> {
  const files = 'files' in options ? options.files : cudaProviderFiles();
  if (!files) throw noBuild();
  const names = [...files.files.keys()];
  if (isInstalled(files)) return { changed: false, folder: files.folder, files: names };
  checkWritable(files.folder);
  const signal = options.signal ?? new AbortController().signal;
  const fetch = options.fetch ?? globalThis.fetch;
  const address = await findPackage(files, fetch, signal);
  const temporary = mkdtempSync(join(files.folder, '.download-'));
  try {
    const packageFile = join(temporary, 'package.zip');
    await download(address, packageFile, fetch, signal, options.onProgress ?? (() => undefined));
    unpack(packageFile, files);
  } finally {
    rmSync(temporary, { recursive: true, force: true });
  }
  return { changed: true, folder: files.folder, files: names };
}

function checkWritable(folder: string): void {
  try {
    accessSync(folder, constants.W_OK);
  } catch {
    throw new ArcspaceError(
      'cannot-write',
      `The CUDA provider belongs into ${folder}, which may not be written to.`,
      'Run the command again as the user who installed Arcspace.',
      { file: folder },
    );
  }
}

function noBuild(): ArcspaceError {
  return new ArcspaceError(
    'no-gpu-build',
    `ONNX Runtime for Node has no CUDA provider for ${process.platform} on ${process.arch}.`,
    'CUDA runs on Linux with an x64 processor. Everything works on the processor too.',
  );
}
