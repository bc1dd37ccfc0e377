import { readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { InferenceSession } from 'onnxruntime-node';
import type { ProviderName } from '../../protocol/types.ts';
import type { Adapter } from '../checkpoints/adapter.ts';
import type { WeightTable } from '../checkpoints/weights.ts';
import { checkNetworkFile } from '../networkFiles/checkNetworkFile.ts';
import { bytesOfFiles, filesOfNetwork } from '../networkFiles/filesOfNetwork.ts';
import type { NetworkSignature } from '../networkFiles/networkSignature.ts';
import type { KeptNetworks } from './kept/keptNetworks.ts';
import { openSession, type Session } from './session.ts';

/** A network before it is opened: an ONNX file, or a graph of our own over the weights in other files. */
export interface NetworkSource {
  /** Sources with the same key open the same network. */
  readonly key: string;
  /** Names it in messages: its file, or the one with its weights. */
  readonly file: string;
  /** All files that it is read from. */
  files(): Promise<readonly string[]>;
  /** Bytes of its weights where it is open on a provider. Absent: those of its files. @throws ArcspaceError as `signature`. */
  weights?(provider: ProviderName): Promise<number>;
  /**
   * What it reads and says, without opening it.
   * @throws ArcspaceError when a file of it is missing or not whole.
   */
  signature(): Promise<NetworkSignature>;
  /**
   * @param kept networks as the runtime has arranged them before.
   * @throws ArcspaceError when it is broken or needs what the execution provider does not have.
   */
  open(options: InferenceSession.SessionOptions, kept?: KeptNetworks): Promise<Session>;
  /**
   * The network as bytes, to be taken apart, and the folder that its weights lie in where they are not in it.
   * @param provider that it is to run on; the processor otherwise.
   * @returns undefined where its weights do not lie in files as the runtime reads them.
   */
  content?(provider?: ProviderName): Promise<NetworkContent | undefined>;
  /** Absent where its weights cannot be reached. */
  readonly changeable?: ChangeableNetwork;
}

export interface NetworkContent {
  /** An ONNX ModelProto. */
  readonly model: Uint8Array;
  readonly folder: string;
}

/** What LoRAs need of a network. */
export interface ChangeableNetwork {
  weights(): Promise<WeightTable>;
  /** The same network with LoRAs beside its weights. Without any it is the network itself. */
  withLoras(loras: readonly NetworkLora[]): NetworkSource;
}

/** A LoRA as far as it changes one network. */
export interface NetworkLora extends Adapter {
  /** Content hash of its file. */
  readonly id: string;
}

/** A network in an ONNX file, with its weights in it or beside it. */
export function onnxFile(file: string): NetworkSource {
  return {
    key: file,
    file,
    files: () => filesOfNetwork(file),
    weights: (provider) => bytesOpen(file, provider),
    signature: () => checkNetworkFile(file),
    open: (options, kept) => openSession(file, options, kept),
    content: async () => ({ model: await readFile(file), folder: dirname(file) }),
  };
}

/** The processor has no arithmetic for half floats: ONNX Runtime makes float32 of such weights. */
async function bytesOpen(file: string, provider: ProviderName): Promise<number> {
  const bytes = await bytesOfFiles(await filesOfNetwork(file));
  const { precision } = await checkNetworkFile(file);
  const isHalf = precision === 'float16' || precision === 'bfloat16';
  return provider === 'cpu' && isHalf ? 2 * bytes : bytes;
}

/** Bytes that the weights of a network take where it is open; of one that is not whole, those of its files. */
export async function weightsOf(network: NetworkSource, provider: ProviderName): Promise<number> {
  const files = async () => bytesOfFiles(await network.files());
  return (await network.weights?.(provider).catch(files)) ?? files();
}
