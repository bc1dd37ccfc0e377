import { sizeOf } from '../../../tensor/tensor.ts';
import { readNumbers } from '../safetensors/readNumbers.ts';
import type { StoredTensor, WeightTable } from '../weights.ts';
import { noLora, strangeAlpha } from './loraErrors.ts';
import { type LoraRole, loraKey } from './loraKeys.ts';

/** The tensors of one layer, as the file names it. */
export interface LayerTensors {
  readonly parts: readonly string[];
  readonly layer: string;
  readonly tensors: Map<LoraRole, StoredTensor>;
}

/** The layers that a file changes. @throws ArcspaceError for a tensor that no LoRA has. */
export function layersOf(tensors: WeightTable, file: string): LayerTensors[] {
  const layers = new Map<string, LayerTensors>();
  for (const [name, tensor] of tensors) {
    const key = loraKey(name);
    if (!key) throw noLora(file, name);
    const id = `${key.parts[0]} ${key.layer}`;
    const layer = layers.get(id) ?? { parts: key.parts, layer: key.layer, tensors: new Map() };
    layers.set(id, layer);
    layer.tensors.set(key.role, tensor);
  }
  if (layers.size === 0) throw noLora(file, undefined);
  return [...layers.values()];
}

/** The alphas of those layers that have one, read from the file. @throws ArcspaceError for one that is no number. */
export async function alphasOf(layers: readonly LayerTensors[], file: string): Promise<Map<LayerTensors, number>> {
  const stored = new Map<LayerTensors, StoredTensor>();
  for (const layer of layers) {
    const alpha = layer.tensors.get('alpha');
    if (alpha && sizeOf(alpha.shape) !== 1) throw strangeAlpha(file, layer.layer);
    if (alpha) stored.set(layer, alpha);
  }
  const alphas = new Map<LayerTensors, number>();
  for (const [layer, [alpha = Number.NaN]] of await readNumbers(file, stored)) {
    if (!Number.isFinite(alpha)) throw strangeAlpha(file, layer.layer);
    alphas.set(layer, alpha);
  }
  return alphas;
}
