import type { AdaptedModule } from '../adapter.ts';
import { readWeights, type StoredWeights } from '../safetensors/readWeights.ts';
import { refuseQuantised } from '../safetensors/refuseQuantised.ts';
import type { WeightTable } from '../weights.ts';
import { fitLayer, type LoraMatrices } from './fitLayer.ts';
import { type ChangedLayer, type LayerIndex, layerIndex } from './layerIndex.ts';
import { halfLayer, otherKind, otherKindOf, otherModel, unknownLayer, wrongShape } from './loraErrors.ts';
import { alphasOf, type LayerTensors, layersOf } from './loraLayers.ts';
import { type PeftSettings, peftSettings } from './peftMetadata.ts';

/** What a LoRA changes in a model. */
export interface LoraWeights {
  /** By the parts of the model ("unet", "text_encoder" ...), then by the names of their layers. */
  readonly networks: ReadonlyMap<string, ReadonlyMap<string, AdaptedModule>>;
  /** How many layers it changes in parts that this model does not have, by the names of these. */
  readonly unused: ReadonlyMap<string, number>;
  readonly metadata: Readonly<Record<string, string>>;
}

/**
 * Reads a LoRA in the format of kohya, diffusers or PEFT, and finds the layers that it changes. Of its numbers only the alphas are read.
 * @param networks the parts of the model whose layers can be changed.
 * @throws ArcspaceError for a broken file, one that changes models in another way, and one that was made for another kind of model.
 */
export async function readLora(file: string, networks: ReadonlyMap<string, WeightTable>): Promise<LoraWeights> {
  const { stored, layers, settings } = await readLayers(file);
  const alphas = await alphasOf(layers, file);
  const indexes = new Map([...networks].map(([part, table]) => [part, layerIndex(table)]));
  const changed = new Map<string, Map<string, AdaptedModule>>();
  const unused = new Map<string, number>();
  for (const layer of layers) {
    const found = findLayer(layer, indexes, file);
    const part = found?.part ?? (layer.parts[0] as string);
    if (!found) unused.set(part, (unused.get(part) ?? 0) + 1);
    for (const target of found?.targets ?? []) {
      const modules = changed.get(part) ?? new Map<string, AdaptedModule>();
      changed.set(part, modules.set(target.module, adapted(layer, target, part, alphas.get(layer), settings, file)));
    }
  }
  if (changed.size === 0) throw otherModel(file, 'changes nothing that this model has');
  return { networks: changed, unused, metadata: stored.metadata };
}

/** What a LoRA changes, whatever it is to change. @throws ArcspaceError for a broken file, and one that is no plain LoRA. */
export async function readLayers(file: string): Promise<{
  readonly stored: StoredWeights;
  readonly layers: readonly LayerTensors[];
  readonly settings: PeftSettings;
}> {
  const stored = await readWeights(file);
  refuseQuantised(file, stored.tensors.keys());
  const other = otherKindOf(file, stored.tensors.keys());
  if (other) throw other;
  return { stored, layers: layersOf(stored.tensors, file), settings: settingsOf(stored, file) };
}

function settingsOf({ metadata, tensors }: StoredWeights, file: string): PeftSettings {
  const settings = readSettings(metadata);
  if (settings.dora) throw otherKind(file, 'a DoRA', [...tensors.keys()][0] ?? '');
  return settings;
}

/** Metadata is free text: what is not of PEFT says nothing. */
function readSettings(metadata: StoredWeights['metadata']): PeftSettings {
  try {
    return peftSettings(metadata);
  } catch {
    return peftSettings({});
  }
}

interface FoundLayer {
  readonly part: string;
  readonly targets: readonly ChangedLayer[];
}

/** @returns undefined for a layer of a part that the model does not have. */
function findLayer(
  { parts, layer, tensors }: LayerTensors,
  indexes: ReadonlyMap<string, LayerIndex>,
  file: string,
): FoundLayer | undefined {
  const there = parts.filter((part) => indexes.has(part));
  if (there.length === 0) return undefined;
  const up = tensors.get('up');
  if (!up) throw halfLayer(file, layer, 'up');
  for (const part of there) {
    const targets = indexes.get(part)?.(layer, up) ?? [];
    if (targets.length > 0) return { part, targets };
  }
  throw unknownLayer(file, there[0] as string, layer);
}

function adapted(
  { layer, tensors }: LayerTensors,
  { module, base, up }: ChangedLayer,
  part: string,
  alpha: number | undefined,
  settings: PeftSettings,
  file: string,
): AdaptedModule {
  const [down, mid] = [tensors.get('down'), tensors.get('mid')];
  if (!down) throw halfLayer(file, layer, 'down');
  const matrices: LoraMatrices = { down, up, ...(mid && { mid }) };
  const fitted = fitLayer(base, matrices);
  if (!fitted) {
    const own = base.transposed ? base.shape.toReversed() : base.shape;
    throw wrongShape(file, module, [up.shape[0] ?? 0, ...down.shape.slice(1)], own);
  }
  const rank = down.shape[0] ?? 1;
  const scale = alpha === undefined ? (settings.scale(part, module, rank) ?? 1) : alpha / rank;
  return { ...fitted, scale };
}
