import type { InferenceSession } from 'onnxruntime-node';
import type { ProviderName } from '../../protocol/types.ts';
import type { BuiltNetwork } from '../checkpoints/builtNetwork.ts';
import { loadHeld } from '../checkpoints/network/heldWeights.ts';
import { feeding } from './feedingPool.ts';
import { createOnnxSession } from './onnx.ts';
import { openInStretches } from './openInStretches.ts';
import { providerOf, withWeightsIn } from './optionsOf.ts';
import { type Session, sessionOver } from './session.ts';
import { memoryOfMachine } from './sessionBudget.ts';
import { refusedNetwork } from './sessionErrors.ts';

type Opened = Pick<BuiltNetwork, 'modelFor' | 'folder' | 'file' | 'convertedBytes' | 'defaults'> &
  Partial<Pick<BuiltNetwork, 'held' | 'stretchesFor'>>;

/**
 * Opens a network that was built over weights in files of others: they are read where they lie, and nothing is written.
 * @param options as `sessionOptions` makes them for a provider.
 * @param memory in bytes: a network that would fill more than half of it with converted weights converts them as it needs them, on the
 *   CPU; WebGPU may have no half floats to convert from.
 * @throws ArcspaceError
 */
export async function openBuilt(
  network: Opened,
  options: InferenceSession.SessionOptions,
  memory = memoryOfMachine(),
): Promise<Session> {
  const provider = providerOf(options);
  const asNeeded = convertsAsNeeded(network, provider, memory);
  const externalData = await loadHeld(network.held ?? []);
  const more = { ...(asNeeded && convertedAsNeeded), ...(externalData.length > 0 && { externalData }) };
  const inFiles = !asNeeded && externalData.length === 0;
  const stretches = inFiles ? (network.stretchesFor?.(provider) ?? []) : [];
  const opening = withWeightsIn(network.folder, {
    // The highest lays out the weights of convolutions as the processor reads them best: it is worth its memory in large networks.
    graphOptimizationLevel: stretches.length > 1 ? 'all' : 'extended',
    ...options,
    ...more,
    extra: { ...options.extra, ...more.extra },
  });
  const open = () =>
    stretches.length > 1 ? openInStretches(stretches, opening) : createOnnxSession(network.modelFor(provider), opening);
  const session = await open().catch((thrown) => {
    throw refusedNetwork(network.file, thrown);
  });
  return feeding(sessionOver(session, network.file), network.defaults ?? {});
}

function convertsAsNeeded(
  { convertedBytes }: Pick<BuiltNetwork, 'convertedBytes'>,
  provider: ProviderName,
  memory: number,
) {
  return provider === 'cpu' && convertedBytes > memory / 2;
}

/** Bytes that its weights take where it is open: as they are in the file where they are converted as they are needed. */
export function bytesOpen(network: BuiltNetwork, provider: ProviderName, memory = memoryOfMachine()): number {
  return convertsAsNeeded(network, provider, memory) ? network.storedBytes : network.weightBytes(provider);
}

/**
 * Weights stay in the file, where the system reads them ahead and lets them go, and each is float32 only while its layer runs. For the UNet
 * of Stable Diffusion 1.5 in float16 that is 1 GB of memory and 1.7 of file instead of 3.7, and a tenth to a fifth more time a step.
 */
const convertedAsNeeded = {
  enableMemPattern: false,
  extra: { optimization: { disable_specified_optimizers: 'ConstantFolding' } },
} as const;
