import { createRequire } from 'node:module';
import type { InferenceSession } from 'onnxruntime-node';
import { loadCudaLibraries, useRuntimeFolder } from '../gpu/loadRuntime.ts';
import { once } from '../once.ts';
import { missingRuntime } from './missingRuntime.ts';

const { version } = createRequire(import.meta.url)('onnxruntime-node/package.json') as { readonly version: string };

/** Of ONNX Runtime: another version may compute other bits. */
export const runtimeVersion = version;

/**
 * ONNX Runtime, loaded when it is first needed: where it looks for CUDA is settled for the whole process by then.
 * Its builds for Linux and macOS would tell Microsoft which models are opened, by name and hash, and keep a device's number and a database
 * of what is to be sent in the user's cache; this is their only switch, and they look at it once.
 * @throws ArcspaceError where there is none for this machine.
 */
export const onnxRuntime = once(async () => {
  process.env.ORT_DISABLE_TELEMETRY = '1';
  findsCuda = await useRuntimeFolder(runtimeVersion);
  return import('onnxruntime-node').catch((thrown: Error) => {
    throw missingRuntime(thrown.message.split('\n', 1)[0] ?? '');
  });
});

let findsCuda: boolean | undefined;

/** Whether this process loaded ONNX Runtime before the CUDA libraries were installed: it will not find them. */
export function cameTooEarly(): boolean {
  return findsCuda === false;
}

/** Has to come before the first session on CUDA. @param told is told of each library before it is loaded, and of what went wrong. */
export const prepareCuda = once((told?: (line: string) => void) => loadCudaLibraries(told));

/** Opens a network from a path or from bytes. Failures are thrown, not also written to the terminal. */
export async function createOnnxSession(
  source: string | Uint8Array,
  options: InferenceSession.SessionOptions,
): Promise<InferenceSession> {
  const { env, InferenceSession } = await onnxRuntime();
  if (options.executionProviders?.includes('cuda')) await prepareCuda();
  env.logLevel = 'fatal';
  const quiet = { logSeverityLevel: 4, ...options } as const;
  return typeof source === 'string' ? InferenceSession.create(source, quiet) : InferenceSession.create(source, quiet);
}
