import { ArcspaceError } from '../../../graph/problem.ts';
import type { FileWindow } from '../../networkFiles/fileWindow.ts';
import { brokenFile, cutFile, nameInModel } from '../../networkFiles/modelFileErrors.ts';
import type { StoredTensor, WeightFormat, WeightTable } from '../weights.ts';
import { GgufError } from './ggufError.ts';
import { type GgufHeader, longestGgufHeader, readGgufHeader } from './readGgufHeader.ts';

const magic = 'GGUF';

/** What a file says of what is in it. */
export interface GgufWeights {
  readonly tensors: WeightTable;
  readonly metadata: Readonly<Record<string, string>>;
}

export function looksLikeGguf(first: Uint8Array): boolean {
  return [...magic].every((letter, i) => first[i] === letter.charCodeAt(0));
}

/**
 * Reads the header of a GGUF file, and nothing else of it. Its tensors may be in blocks that share their scales.
 * @param file whole path, links followed.
 * @throws ArcspaceError naming the file, for anything but a whole file whose tensors can be read.
 */
export async function readGguf(window: FileWindow, file: string): Promise<GgufWeights> {
  const { tensors, metadata } = await headerOf(window, file);
  const needed = tensors.reduce((end, { offset, bytes }) => Math.max(end, offset + bytes), 0);
  if (needed > window.size) throw cutFile(file, needed, window.size);
  const stored = tensors.map(({ name, format, ...place }): [string, StoredTensor] => [
    name,
    { ...place, format: format as WeightFormat, file },
  ]);
  return { tensors: new Map(stored), metadata };
}

/** Most headers are short; those with a vocabulary take a few steps. */
const firstRead = 2 ** 18;

async function headerOf(window: FileWindow, file: string): Promise<GgufHeader> {
  for (let length = firstRead; ; length *= 4) {
    const header = described(await window.read(0, Math.min(length, longestGgufHeader)), file);
    if (header) return header;
    if (length >= window.size) throw cutFile(file, window.size + 1, window.size);
    if (length >= longestGgufHeader) throw brokenFile(file, 'is a GGUF file with a header longer than any has.');
  }
}

function described(bytes: Uint8Array, file: string): GgufHeader | undefined {
  try {
    return readGgufHeader(bytes);
  } catch (thrown) {
    if (!(thrown instanceof GgufError)) throw thrown;
    throw new ArcspaceError('unsupported-model', `${nameInModel(file)} is ${thrown.message}.`, thrown.remedy, { file });
  }
}
