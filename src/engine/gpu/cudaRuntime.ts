import { rm, rmdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { diskFault } from '../../graph/diskFault.ts';
import { ArcspaceError } from '../../graph/problem.ts';
import type { GpuRuntime } from '../../protocol/gpu.ts';
import { partialName } from '../download/fetchFile.ts';
import { freeBytes } from '../download/freeBytes.ts';
import type { DownloadWatch } from '../download/job.ts';
import { createSource, type Transport } from '../download/source.ts';
import { ownDownload } from '../files/oneOwner.ts';
import { exists } from '../files/spelledOnDisk.ts';
import { unwritable } from '../files/unwritable.ts';
import { withoutRuntime } from './cudaSupport.ts';
import { installRuntime, roomFor } from './installRuntime.ts';
import { cudaLock, type RuntimeLock } from './lock.ts';
import { readManifest, removeManifest, sizeOf } from './manifest.ts';
import { packageAddress } from './packageAddress.ts';
import { runtimeFolder } from './runtimeFolder.ts';
import {
  filesOf,
  installedLibrary,
  libraryName,
  neededWheels,
  type RuntimePlace,
  sumOf,
  wheelPath,
} from './runtimePlace.ts';
import { readStatus } from './runtimeStatus.ts';

/** The CUDA libraries of this user. */
export interface CudaRuntime {
  state(): Promise<GpuRuntime>;
  /**
   * Fetches what is missing; with `repair`, also what is not as it should be.
   * @throws ArcspaceError with what happened and what to do; what was fetched is kept.
   */
  install(watch?: DownloadWatch, repair?: boolean): Promise<void>;
  /** @returns bytes that were freed. @throws ArcspaceError while it is being installed. */
  remove(): Promise<number>;
  /** Takes away the packages that an installation has fetched and not unpacked. @throws ArcspaceError while it is being installed. */
  discardPackages(): Promise<void>;
}

export interface CudaRuntimeOptions extends Transport {
  readonly folder?: string;
  readonly lock?: RuntimeLock;
  readonly library?: string;
  /** Why there is none on this platform. */
  readonly unsupported?: string | undefined;
}

const licences: GpuRuntime['licences'] = [
  { name: 'CUDA Toolkit EULA', covers: 'CUDA libraries by NVIDIA', page: 'https://docs.nvidia.com/cuda/eula/' },
  {
    name: 'NVIDIA cuDNN software license agreement',
    covers: 'cuDNN by NVIDIA',
    page: 'https://docs.nvidia.com/deeplearning/cudnn/latest/reference/eula.html',
  },
  {
    name: 'MIT',
    covers: 'ONNX Runtime by Microsoft',
    page: 'https://github.com/microsoft/onnxruntime/blob/main/LICENSE',
  },
];

export function createCudaRuntime(options: CudaRuntimeOptions = {}): CudaRuntime {
  const { folder = runtimeFolder(), lock = cudaLock, library = installedLibrary() } = options;
  const unsupported = 'unsupported' in options ? options.unsupported : withoutRuntime();
  const place: RuntimePlace = { folder, lock, library };

  async function present(): Promise<number> {
    const names = [...new Set([...(await ownFiles(place)), libraryName])].map((name) => join(folder, name));
    const wheels = lock.wheels.map((wheel) => wheelPath(folder, wheel)).flatMap((path) => [path, partialName(path)]);
    const sizes = await Promise.all([...names, ...wheels].map(sizeOf));
    return sizes.reduce((sum, size) => sum + size, 0);
  }

  return {
    async state() {
      const needed = unsupported ? [] : await neededWheels(place);
      const total = sumOf(lock.wheels);
      const rest = needed.reduce((sum, { wheel, kept }) => sum + wheel.bytes - kept, 0);
      const there = unsupported ? 0 : await present();
      const status = unsupported ? undefined : await readStatus(folder, lock.onnxruntime);
      return {
        state: status ? (status.state === 'absent' && there > 0 ? 'partial' : status.state) : 'unsupported',
        words: unsupported ?? status?.words ?? '',
        folder,
        present: there,
        total,
        kept: total - rest,
        size: sumOf(filesOf(lock)) + (await sizeOf(library)),
        needed: roomFor(needed),
        free: await freeBytes(folder),
        licences,
      };
    },
    async install(watch = {}, repair = false) {
      if (unsupported) throw new ArcspaceError('no-gpu-build', unsupported, 'Choose a device with --device.');
      const source = createSource({ endpoint: packageAddress(lock.wheels[0]?.url ?? '') }, options);
      await installRuntime(place, source, packageAddress, repair, watch);
    },
    async remove() {
      if (!(await exists(folder))) return 0;
      const freed = await present();
      await alone(folder, async () => {
        const names = await ownFiles(place);
        await removeManifest(folder);
        for (const name of names) await rm(join(folder, basename(name)), { force: true });
        await removePackages(folder);
      });
      // It stays where somebody else has put something into it.
      await rmdir(folder).catch(() => undefined);
      return freed;
    },
    async discardPackages() {
      if (await exists(folder)) await alone(folder, () => removePackages(folder));
    },
  };
}

async function alone(folder: string, work: () => Promise<void>): Promise<void> {
  const owner = await ownDownload(folder);
  try {
    await work();
  } catch (thrown) {
    throw diskFault(thrown, folder) ? unwritable(join(folder, libraryName), thrown) : thrown;
  } finally {
    await owner.end();
  }
}

const removePackages = (folder: string) => rm(join(folder, 'downloads'), { recursive: true, force: true });

/** Names of all files that an installation may have put there, of this version or the one that is installed. */
async function ownFiles({ folder, lock }: RuntimePlace): Promise<string[]> {
  const manifest = await readManifest(folder);
  const names = [...filesOf(lock), ...(manifest?.files ?? [])].map(({ name }) => name);
  return [...new Set([...names, libraryName])];
}
