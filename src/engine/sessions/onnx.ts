import { env, InferenceSession } from 'onnxruntime-node';

/** Of ONNX Runtime: another version may compute other bits. */
export const runtimeVersion = env.versions.node ?? env.versions.common;

/** Opens a network from a path or from bytes. Failures are thrown, not also written to the terminal. */
export function createOnnxSession(
  source: string | Uint8Array,
  options: InferenceSession.SessionOptions,
): Promise<InferenceSession> {
  env.logLevel = 'fatal';
  const quiet = { logSeverityLevel: 4, ...options } as const;
  return typeof source === 'string' ? InferenceSession.create(source, quiet) : InferenceSession.create(source, quiet);
}
