import type { InferenceSession, OnnxValue } from 'onnxruntime-node';
import type { Tensor } from '../../tensor/tensor.ts';
import { arrangedEachTime, type KeptNetworks } from './kept/keptNetworks.ts';
import { brokenNetwork, failedRun, missingInput } from './sessionErrors.ts';
import { fromOnnx, toOnnx, type ValueInfo } from './sessionTensor.ts';

/** One ONNX network. Names, number types and ranks are what the file declares, never assumed. */
export interface Session {
  readonly file: string;
  readonly inputs: ReadonlyMap<string, ValueInfo>;
  readonly outputs: ReadonlyMap<string, ValueInfo>;
  /**
   * Feeds each declared input, converted to its number type, and answers one output as float32. The others are not read,
   * whatever their types.
   * @throws ArcspaceError naming the file.
   */
  run(feeds: Readonly<Record<string, Tensor>>, output: string): Promise<Tensor>;
  /** The same with several outputs, in their order. */
  runAll(feeds: Readonly<Record<string, Tensor>>, outputs: readonly string[]): Promise<Tensor[]>;
  release(): Promise<void>;
}

/**
 * @param kept networks as they were arranged before; none: it is arranged each time.
 * @throws ArcspaceError when the file is missing, broken or needs what the execution provider does not have.
 */
export async function openSession(
  file: string,
  options: InferenceSession.SessionOptions,
  kept: KeptNetworks = arrangedEachTime,
): Promise<Session> {
  const session = await kept.open(file, options).catch(async (thrown) => {
    throw await brokenNetwork(file, thrown);
  });
  return sessionOver(session, file);
}

/** What of the runtime's session a network is run by. */
export type Runner = Pick<InferenceSession, 'inputMetadata' | 'outputMetadata' | 'release'> & {
  run(feeds: InferenceSession.OnnxValueMapType, outputs: readonly string[]): Promise<InferenceSession.OnnxValueMapType>;
};

/** An open network; `file` is what messages name. */
export function sessionOver(session: Runner, file: string): Session {
  const inputs = declared(session.inputMetadata);
  const runAll: Session['runAll'] = async (feeds, outputs) => {
    try {
      const values = Object.fromEntries([...inputs.values()].map((info) => [info.name, feed(info, feeds, file)]));
      const answer = await session.run(values, outputs);
      return outputs.map((output) => fromOnnx(answer[output] as OnnxValue, output, file));
    } catch (thrown) {
      throw failedRun(file, thrown);
    }
  };
  return {
    file,
    inputs,
    outputs: declared(session.outputMetadata),
    release: () => session.release(),
    run: async (feeds, output) => (await runAll(feeds, [output]))[0] as Tensor,
    runAll,
  };
}

function feed(info: ValueInfo, feeds: Readonly<Record<string, Tensor>>, file: string) {
  const value = Object.hasOwn(feeds, info.name) ? feeds[info.name] : undefined;
  if (!value) throw missingInput(info.name, file);
  return toOnnx(value, info, file);
}

function declared(metadata: readonly InferenceSession.ValueMetadata[]): ReadonlyMap<string, ValueInfo> {
  return new Map(metadata.flatMap((value) => (value.isTensor ? [[value.name, value] as const] : [])));
}
