import { access, constants } from 'node:fs/promises';
import { join } from 'node:path';
import { systemCode } from '../../graph/diskFault.ts';
import { ArcspaceError } from '../../graph/problem.ts';
import { clearLeftovers } from '../files/clearLeftovers.ts';
import { temporaryName } from '../files/temporaryNames.ts';
import { unwritable } from '../files/unwritable.ts';
import { removeTemporary } from '../files/writeTemporary.ts';
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
  await checkWritable(files.folder);
  await clearLeftovers(files.folder);
  const signal = options.signal ?? new AbortController().signal;
  const fetch = options.fetch ?? globalThis.fetch;
  const address = await findPackage(files, fetch, signal);
  const packageFile = join(files.folder, temporaryName());
  try {
    await download(address, packageFile, fetch, signal, options.onProgress ?? (() => undefined));
    await unpack(packageFile, files);
  } finally {
    await removeTemporary(packageFile);
  }
  return { changed: true, folder: files.folder, files: names };
}

async function checkWritable(folder: string): Promise<void> {
  await access(folder, constants.W_OK).catch((thrown) => {
    throw systemCode(thrown) === 'EACCES' ? otherOwner(folder) : unwritable(join(folder, 'provider'), thrown);
  });
}

function otherOwner(folder: string): ArcspaceError {
  return new ArcspaceError(
    'cannot-write',
    `You do not have permission to write to ${folder}, where the CUDA provider goes.`,
    'Run the command again as the user who installed Arcspace.',
    { file: folder },
  );
}

function noBuild(): ArcspaceError {
  return new ArcspaceError(
    'no-gpu-build',
    `ONNX Runtime for Node has no CUDA provider for ${process.platform} on ${process.arch}.`,
    'CUDA needs Linux on x64. Everything works on the CPU too.',
  );
}
