import type { InferenceSession } from 'onnxruntime-node';
import type { BuiltNetwork } from '../checkpoints/builtNetwork.ts';
import { createOnnxSession } from './onnx.ts';
import { type Session, sessionOver } from './session.ts';
import { refusedNetwork } from './sessionErrors.ts';

/**
 * Opens a network that was built over weights in files of others: they are read where they lie, and nothing is written.
 * @throws ArcspaceError
 */
export async function openBuilt(network: BuiltNetwork, options: InferenceSession.SessionOptions): Promise<Session> {
  const session = await createOnnxSession(network.model, withFolder(options, network.folder)).catch((thrown) => {
    throw refusedNetwork(network.file, thrown);
  });
  return sessionOver(session, network.file);
}

function withFolder(options: InferenceSession.SessionOptions, folder: string): InferenceSession.SessionOptions {
  const session = { ...sessionEntries(options), model_external_initializers_file_folder_path: folder };
  return { ...options, extra: { ...options.extra, session } };
}

function sessionEntries({ extra }: InferenceSession.SessionOptions): object {
  const entries: unknown = extra?.session;
  return typeof entries === 'object' && entries !== null ? entries : {};
}
