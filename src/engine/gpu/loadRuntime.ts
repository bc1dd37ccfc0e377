import { open } from 'node:fs/promises';
import { constants } from 'node:os';
import { join } from 'node:path';
import { readManifest } from './manifest.ts';
import { runtimeFolder } from './runtimeFolder.ts';
import { installedLibrary, libraryName, providerName } from './runtimePlace.ts';
import { readStatus } from './runtimeStatus.ts';

/** In the order in which they need each other. */
const order = ['libcudart.so.', 'libcublasLt.so.', 'libcublas.so.', 'libcurand.so.', 'libnvrtc.so.', 'libcudnn.so.'];

/** Node closes a library again that is none of its own; with this the system keeps it all the same (dlopen(3)). */
const RTLD_NODELETE = 0x1000;

/**
 * Makes ONNX Runtime look for its CUDA provider in the folder of the runtime, where there is one for this version: it looks beside its own
 * library, so the copy of that is loaded first. Has to come before the first import of onnxruntime-node, and changes nothing else: a
 * copy that is not the same byte for byte is left alone.
 * @returns whether it does.
 */
export async function useRuntimeFolder(onnxruntime: string): Promise<boolean> {
  const folder = runtimeFolder();
  if (process.platform !== 'linux' || (await readStatus(folder, onnxruntime)).state !== 'installed') return false;
  const copy = join(folder, libraryName);
  const same = await isSame(copy, installedLibrary()).catch(() => false);
  return same && load(copy) === undefined;
}

/**
 * Loads the libraries that the CUDA provider needs, so that the system finds them when it is loaded: a search path would have to be set
 * before the process starts. About 0.4 seconds.
 * @param told is told of each library before it is loaded, which may end the process, and of what went wrong.
 */
export async function loadCudaLibraries(told: (line: string) => void = () => {}): Promise<void> {
  const folder = runtimeFolder();
  const names = (await readManifest(folder))?.files.map(({ name }) => name) ?? [];
  for (const start of order) {
    const name = names.find((each) => each.startsWith(start));
    if (name === undefined) continue;
    told(`Loading ${join(folder, name)}`);
    const fault = load(join(folder, name));
    if (fault !== undefined) told(fault);
  }
  // By ONNX Runtime, with the first session.
  told(`Loading ${join(folder, providerName)}`);
}

/** @returns what went wrong. */
function load(file: string): string | undefined {
  const { RTLD_NOW, RTLD_GLOBAL } = constants.dlopen;
  try {
    process.dlopen({ exports: {} }, file, RTLD_NOW | RTLD_GLOBAL | RTLD_NODELETE);
    return undefined;
  } catch (thrown) {
    const message = thrown instanceof Error ? thrown.message : String(thrown);
    return message.includes('did not self-register') ? undefined : message;
  }
}

const piece = 1024 * 1024;

async function isSame(one: string, other: string): Promise<boolean> {
  const files = await Promise.all([open(one), open(other)]);
  try {
    const buffers = files.map(() => Buffer.alloc(piece));
    for (;;) {
      const read = await Promise.all(files.map((file, i) => file.read(buffers[i] as Buffer, 0, piece)));
      const [a, b] = read.map(({ bytesRead, buffer }) => buffer.subarray(0, bytesRead));
      if (!a || !b?.equals(a)) return false;
      if (a.length === 0) return true;
    }
  } finally {
    await Promise.all(files.map((file) => file.close()));
  }
}
