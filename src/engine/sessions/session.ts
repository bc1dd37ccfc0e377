import type { InferenceSession } from 'onnxruntime-node';
import type { Tensor } from '../../tensor/tensor.ts';
import { createOnnxSession } from './onnx.ts';
import { brokenNetwork, failedRun, missingInput } from './sessionErrors.ts';
import { fromOnnx, toOnnx, type ValueInfo } from './sessionTensor.ts';

/** One ONNX network. Names, number types and ranks are what the file declares, never assumed. */
export interface Session {
  readonly file: string;
  readonly inputs: ReadonlyMap<string, ValueInfo>;
  readonly outputs: ReadonlyMap<string, ValueInfo>;
  /**
   * Feeds each declared input, converted to its number type, and answers all outputs as float32.
   * @throws ArcspaceError naming the file.
   */
  run(feeds: Readonly<Record<string, Tensor>>): Promise<ReadonlyMap<string, Tensor>>;
  release(): Promise<void>;
}

/** @throws ArcspaceError when the file is missing, broken or needs what the execution provider does not have. */
export async function openSession(file: string, options: InferenceSession.SessionOptions): Promise<Session> {
  const session = await createOnnxSession(file, options).catch((thrown) => {
    throw brokenNetwork(file, thrown);
  });
  const inputs = declared(session.inputMetadata);
  return {
    file,
    inputs,
    outputs: declared(session.outputMetadata),
    release: () => session.release(),
    async run(feeds) {
      const values = Object.fromEntries([...inputs.values()].map((info) => [info.name, feed(info, feeds, file)]));
      const answer = await session.run(values).catch((thrown) => {
        throw failedRun(file, thrown);
      });
      return new Map(Object.entries(answer).map(([name, value]) => [name, fromOnnx(value, name, file)]));
    },
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
