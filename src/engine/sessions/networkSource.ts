import type { InferenceSession } from 'onnxruntime-node';
import type { Adapter } from '../checkpoints/adapter.ts';
import { checkNetworkFile } from '../networkFiles/checkNetworkFile.ts';
import { filesOfNetwork } from '../networkFiles/filesOfNetwork.ts';
import type { NetworkSignature } from '../networkFiles/networkSignature.ts';
import { openSession, type Session } from './session.ts';

/** A network before it is opened: an ONNX file, or a graph of our own over the weights in other files. */
export interface NetworkSource {
  /** Sources with the same key open the same network. */
  readonly key: string;
  /** Names it in messages: its file, or the one with its weights. */
  readonly file: string;
  /** All files that it is read from. */
  files(): Promise<readonly string[]>;
  /**
   * What it reads and says, without opening it.
   * @throws ArcspaceError when a file of it is missing or not whole.
   */
  signature(): Promise<NetworkSignature>;
  /** @throws ArcspaceError when it is broken or needs what the execution provider does not have. */
  open(options: InferenceSession.SessionOptions): Promise<Session>;
  /**
   * The same network with LoRAs beside its weights. Absent where its weights cannot be reached.
   * @throws ArcspaceError for a LoRA of another kind of model.
   */
  adapted?(loras: readonly NetworkLora[]): Promise<AdaptedNetwork>;
}

/** A LoRA as far as it is for one network. */
export interface NetworkLora extends Adapter {
  /** Content hash of its file. */
  readonly id: string;
  /** As messages call it. */
  readonly name: string;
}

export interface AdaptedNetwork {
  readonly network: NetworkSource;
  /** How many modules of each LoRA it has, by the id. */
  readonly found: ReadonlyMap<string, number>;
}

/** A network in an ONNX file, with its weights in it or beside it. */
export function onnxFile(file: string): NetworkSource {
  return {
    key: file,
    file,
    files: () => filesOfNetwork(file),
    signature: () => checkNetworkFile(file),
    open: (options) => openSession(file, options),
  };
}
