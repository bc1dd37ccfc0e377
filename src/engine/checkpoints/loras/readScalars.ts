import { formats, type NumberFormat } from '../../../tensor/safetensorsHeader.ts';
import { withModelFile } from '../../networkFiles/withModelFile.ts';
import type { StoredTensor } from '../weights.ts';

/** Reads single numbers out of a file. @returns by the same keys; NaN for a tensor of other than one number. */
export async function readScalars<K>(file: string, tensors: ReadonlyMap<K, StoredTensor>): Promise<Map<K, number>> {
  const values = new Map<K, number>();
  if (tensors.size === 0) return values;
  await withModelFile(file, async (window) => {
    for (const [key, { format, offset, bytes }] of tensors) {
      const { bytes: width, read }: NumberFormat = formats[format];
      const found = await window.read(offset, width);
      const view = new DataView(found.buffer, found.byteOffset, found.byteLength);
      values.set(key, bytes === width && found.length === width ? read(view, 0) : Number.NaN);
    }
  });
  return values;
}
