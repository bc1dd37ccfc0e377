import { formats, type NumberFormat } from '../../../tensor/safetensorsHeader.ts';
import type { FileWindow } from '../../networkFiles/fileWindow.ts';
import { withModelFile } from '../../networkFiles/withModelFile.ts';
import { isInBlocks } from '../gguf/blockFormats.ts';
import { unpackBlocks } from '../gguf/unpackBlocks.ts';
import type { StoredTensor } from '../weights.ts';

/** Reads the numbers of small tensors out of a file, as float32. @returns by the same keys. */
export async function readNumbers<K>(
  file: string,
  tensors: ReadonlyMap<K, StoredTensor>,
): Promise<Map<K, Float32Array<ArrayBuffer>>> {
  const numbers = new Map<K, Float32Array<ArrayBuffer>>();
  if (tensors.size === 0) return numbers;
  await withModelFile(file, async (window) => {
    for (const [key, tensor] of tensors) numbers.set(key, await numbersOf(window, tensor));
  });
  return numbers;
}

async function numbersOf(
  window: FileWindow,
  { format, offset, bytes }: StoredTensor,
): Promise<Float32Array<ArrayBuffer>> {
  const found = await window.read(offset, bytes);
  if (isInBlocks(format)) return unpackBlocks(format, found);
  const { bytes: width, read }: NumberFormat = formats[format];
  const view = new DataView(found.buffer, found.byteOffset, found.byteLength);
  return Float32Array.from({ length: Math.floor(found.length / width) }, (_, index) => read(view, index * width));
}
