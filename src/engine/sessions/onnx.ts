import { createRequire } from 'node:module';
import type { InferenceSession } from 'onnxruntime-node';
import { once } from '../once.ts';

const { version } = createRequire(import.meta.url)('onnxruntime-node/package.json') as { readonly version: string };

/** Of ONNX Runtime: another version may compute other bits. */
export const runtimeVersion = version;

/** ONNX Runtime, loaded when it is first needed: its libraries are settled for the whole process by then. */
export const onnxRuntime = once(() => import('onnxruntime-node'));

/** Opens a network from a path or from bytes. Failures are thrown, not also written to the terminal. */
export async function createOnnxSession(
  source: string | Uint8Array,
  options: InferenceSession.SessionOptions,
): Promise<InferenceSession> {
  const { env, InferenceSession } = await onnxRuntime();
  env.logLevel = 'fatal';
  const quiet = { logSeverityLevel: 4, ...options } as const;
  return typeof source === 'string' ? InferenceSession.create(source, quiet) : InferenceSession.create(source, quiet);
}
