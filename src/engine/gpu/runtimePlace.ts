import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { partialName } from '../download/fetchFile.ts';
import type { RuntimeFile, RuntimeLock, Wheel } from './lock.ts';
import { misfits, sizeOf } from './manifest.ts';

/** Where a runtime goes, and of what. */
export interface RuntimePlace {
  readonly folder: string;
  readonly lock: RuntimeLock;
  /**
   * ONNX Runtime's own library as npm installed it. A copy of it goes to the others: it looks for its providers beside itself, and nothing
   * is to be written into the program.
   */
  readonly library: string;
}

/** Of the library's copy in the folder. */
export const libraryName = 'libonnxruntime.so.1';

/** ONNX Runtime's part that computes with CUDA. */
export const providerName = 'libonnxruntime_providers_cuda.so';

export function installedLibrary(): string {
  const root = dirname(createRequire(import.meta.url).resolve('onnxruntime-node/package.json'));
  return join(outsideArchive(root), 'bin/napi-v6', process.platform, process.arch, libraryName);
}

/** Packages with native libraries lie beside the desktop app's archive, and are named as if they were in it. */
export function outsideArchive(path: string): string {
  return path.replace(/\bapp\.asar(?=[\\/])/, 'app.asar.unpacked');
}

/** Where a wheel lies until it is unpacked. */
export function wheelPath(folder: string, { url }: Wheel): string {
  return join(folder, 'downloads', url.slice(url.lastIndexOf('/') + 1));
}

/** A wheel of which files are not there yet. */
export interface NeededWheel {
  readonly wheel: Wheel;
  readonly files: Wheel['files'];
  /** Bytes of it that an earlier try has fetched. */
  readonly kept: number;
}

export async function neededWheels({ folder, lock }: RuntimePlace): Promise<readonly NeededWheel[]> {
  const all = lock.wheels.map(async (wheel) => {
    const names = new Set(await misfits(folder, wheel.files));
    const path = wheelPath(folder, wheel);
    const kept = Math.min(wheel.bytes, (await sizeOf(path)) || (await sizeOf(partialName(path))));
    return { wheel, files: wheel.files.filter(({ name }) => names.has(name)), kept };
  });
  return (await Promise.all(all)).filter(({ files }) => files.length > 0);
}

export function filesOf({ wheels }: RuntimeLock): RuntimeFile[] {
  return wheels.flatMap(({ files }) => files.map(({ name, bytes, sha256 }) => ({ name, bytes, sha256 })));
}

export function sumOf(sizes: readonly { readonly bytes: number }[]): number {
  return sizes.reduce((sum, { bytes }) => sum + bytes, 0);
}
