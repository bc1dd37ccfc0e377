import { existsSync } from 'node:fs';
import { basename } from 'node:path';
import { ArcspaceError } from '../../graph/problem.ts';

/** Why ONNX Runtime refuses a file, in words that help. */
export function brokenNetwork(file: string, thrown: unknown): ArcspaceError {
  if (!existsSync(file)) {
    return new ArcspaceError(
      'missing-model-file',
      `${basename(file)} is not there.`,
      'Copy the whole model folder again, this file included.',
      { file },
    );
  }
  const detail = plainWords(thrown);
  if (/external data|\.onnx_data|\.onnx\.data/i.test(detail)) {
    return new ArcspaceError(
      'missing-model-file',
      `The weights that belong to ${basename(file)} are missing or cut short: ${detail}`,
      'Copy the .onnx_data file that belongs beside it, whole.',
      { file },
    );
  }
  if (/allocat|out of memory/i.test(detail)) return outOfMemory(file, detail);
  return new ArcspaceError(
    'broken-model',
    `${basename(file)} cannot be opened: ${detail}`,
    'The file is cut short or not an ONNX network. Copy or export it again.',
    { file },
  );
}

export function failedRun(file: string, thrown: unknown): ArcspaceError {
  const detail = plainWords(thrown);
  if (/allocat|out of memory/i.test(detail)) return outOfMemory(file, detail);
  return new ArcspaceError(
    'network-failed',
    `The network did not accept what it was given: ${detail}`,
    'Check that the parts of this model belong together, and that the picture size suits it.',
    { file },
  );
}

export function missingInput(name: string, file: string): ArcspaceError {
  return new ArcspaceError(
    'unsupported-model',
    `The network asks for an input "${name}" that this kind of model is not given.`,
    'Use a Stable Diffusion 1 or 2 model in the Diffusers ONNX layout.',
    { file },
  );
}

function outOfMemory(file: string, detail: string): ArcspaceError {
  return new ArcspaceError(
    'out-of-memory',
    `There is not enough memory for this network: ${detail}`,
    'Make smaller pictures or fewer frames at once, or close other programs.',
    { file },
  );
}

/** ONNX Runtime's message without source paths, C++ signatures and repeated file names. */
export function plainWords(thrown: unknown): string {
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  const words = message
    .replace(/^.*?failed:(?=\S)/s, '')
    .replace(/\/onnxruntime_src\/\S+:\d+ .*?(\) (?=[A-Z])|was false\. )/gs, '')
    .replace(/^\[ONNXRuntimeError\] : \d+ : [A-Z_]+ : /, '')
    .replace(/\s+/g, ' ')
    .trim();
  return words.length > 300 ? `${words.slice(0, 300)}…` : words;
}
