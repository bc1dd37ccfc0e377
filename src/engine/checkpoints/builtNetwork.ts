import type { ProviderName } from '../../protocol/types.ts';
import type { Tensor } from '../../tensor/tensor.ts';
import type { NetworkSignature } from '../networkFiles/networkSignature.ts';
import type { Stretch } from '../onnx/cutModel.ts';
import type { HeldWeight } from './network/heldWeights.ts';

/** A network whose graph was written here and whose weights lie in files of others. */
export interface BuiltNetwork {
  /** ONNX ModelProto of operators that the execution provider has; its initializers name their files, relative to `folder`. */
  modelFor(provider: ProviderName): Uint8Array;
  /**
   * The same in stretches, which take less memory while they are opened one after the other; one where little is to be saved.
   * @param bytes about as many of convolutions are in each, in float32.
   */
  stretchesFor(provider: ProviderName, bytes?: number): readonly Stretch[];
  /** The folder that all weight files lie in; links that lead out of it are refused by the runtime. */
  readonly folder: string;
  /** Weights that are to be read before it is opened: all, where some lie in blocks, else none. */
  readonly held: readonly HeldWeight[];
  /** The file of its weights that messages name. */
  readonly file: string;
  /** Of float32, that those of its weights become which are stored otherwise. LoRAs do not count. */
  readonly convertedBytes: number;
  /** Of its weights as they lie in files, or in float16 where they lie there in blocks. LoRAs do not count. */
  readonly storedBytes: number;
  /** Of its weights in the numbers that a provider computes with. */
  weightBytes(provider: ProviderName): number;
  /** Inputs and outputs have the names that Optimum gives them, so networks of both kinds are bound alike. */
  readonly signature: NetworkSignature;
  /** What inputs are fed that are not always said. */
  readonly defaults?: Readonly<Record<string, Tensor>>;
}
