import { ArcspaceError } from '../../graph/problem.ts';
import { checkNetworkFile } from '../networkFiles/checkNetworkFile.ts';
import { brokenFile, nameInModel } from '../networkFiles/modelFileErrors.ts';
import { outOfMemory, saysOutOfMemory } from './outOfMemory.ts';

/** Why ONNX Runtime refuses a file: what is wrong with the file, where that can be seen, else its own words. */
export async function brokenNetwork(file: string, thrown: unknown): Promise<unknown> {
  if (thrown instanceof ArcspaceError) return thrown;
  const fault = await checkNetworkFile(file).then(
    () => undefined,
    (problem: unknown) => problem,
  );
  return fault ?? refusedNetwork(file, thrown);
}

/** The runtime's own words about a network, as a problem of its file. */
export function refusedNetwork(file: string, thrown: unknown): ArcspaceError {
  if (thrown instanceof ArcspaceError) return thrown;
  const detail = readableMessage(thrown);
  if (saysOutOfMemory(detail)) return outOfMemory(file, detail);
  if (/not a registered function|find an implementation|opset|ir_version|IR version/i.test(detail)) {
    return new ArcspaceError(
      'unsupported-model',
      `${nameInModel(file)} needs operations that ONNX Runtime does not have here: ${detail}`,
      'Export the model again with opset 17 and without operations of other runtimes.',
      { file },
    );
  }
  return brokenFile(file, `cannot be opened: ${detail}`, 'Copy or export this file again.');
}

export function failedRun(file: string, thrown: unknown): ArcspaceError {
  if (thrown instanceof ArcspaceError) return thrown;
  const detail = readableMessage(thrown);
  if (saysOutOfMemory(detail)) return outOfMemory(file, detail);
  return new ArcspaceError(
    'network-failed',
    `${nameInModel(file)} did not accept its inputs: ${detail}`,
    'The folders of this model may belong to different models: copy it again. Else export it with variable shapes.',
    { file },
  );
}

export function missingInput(name: string, file: string): ArcspaceError {
  return new ArcspaceError(
    'unsupported-model',
    `The network asks for an input "${name}", which Arcspace does not know.`,
    'Export the model again for plain text to image, without add-ons such as ControlNet.',
    { file },
  );
}

/** ONNX Runtime's message without source paths, C++ signatures and repeated file names. */
export function readableMessage(thrown: unknown): string {
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  const words = message
    .replace(/^.*?failed:(?=\S)/s, '')
    .replace(/\/onnxruntime_src\/\S+:\d+ .*?(\) (?=[A-Z])|was false\. )/gs, '')
    .replace(/^\[ONNXRuntimeError\] : \d+ : [A-Z_]+ : /, '')
    .replace(/\s+/g, ' ')
    .trim();
  return words.length > 300 ? `${words.slice(0, 300)}…` : words;
}
