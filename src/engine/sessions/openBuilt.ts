import type { InferenceSession } from 'onnxruntime-node';
import type { ProviderName } from '../../protocol/types.ts';
import type { BuiltNetwork } from '../checkpoints/builtNetwork.ts';
import { feeding } from './feedingPool.ts';
import { createOnnxSession } from './onnx.ts';
import { type Session, sessionOver } from './session.ts';
import { refusedNetwork } from './sessionErrors.ts';

/**
 * Opens a network that was built over weights in files of others: they are read where they lie, and nothing is written.
 * @param options as `sessionOptions` makes them for a provider.
 * @throws ArcspaceError
 */
export async function openBuilt(
  network: Omit<BuiltNetwork, 'signature'>,
  options: InferenceSession.SessionOptions,
): Promise<Session> {
  const model = network.modelFor(providerOf(options));
  const session = await createOnnxSession(model, forBuilt(options, network.folder)).catch((thrown) => {
    throw refusedNetwork(network.file, thrown);
  });
  return feeding(sessionOver(session, network.file), network.defaults ?? {});
}

function providerOf({ executionProviders = [] }: InferenceSession.SessionOptions): ProviderName {
  const [first] = executionProviders;
  return first === 'cuda' || first === 'webgpu' ? first : 'cpu';
}

/**
 * Without the layout of weights that the highest level makes for convolutions on the CPU: for the UNet of Stable Diffusion 1.5 a step takes
 * the same time with it, opening three times as much, and 5.7 GB at the peak instead of 3.6.
 */
function forBuilt(options: InferenceSession.SessionOptions, folder: string): InferenceSession.SessionOptions {
  const session = { ...sessionEntries(options), model_external_initializers_file_folder_path: folder };
  return { graphOptimizationLevel: 'extended', ...options, extra: { ...options.extra, session } };
}

function sessionEntries({ extra }: InferenceSession.SessionOptions): object {
  const entries: unknown = extra?.session;
  return typeof entries === 'object' && entries !== null ? entries : {};
}
