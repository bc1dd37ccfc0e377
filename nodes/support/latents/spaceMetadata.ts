import type { LatentSpace } from '../../../src/diffusion/model.ts';
import type { ActOn } from '../../../src/graph/values.ts';
import { parseSafetensors, type SafetensorsFile } from '../../../src/tensor/safetensors.ts';
import type { Tensor } from '../../../src/tensor/tensor.ts';
import type { Work } from '../../../src/tensor/work.ts';

/** Makes the error for a file that cannot be used. */
export type Broken = (why: string) => Error;
type Metadata = Readonly<Record<string, string>>;

const framesKey = 'space.frames_per_step';
const actOnKey = 'act_on';

/** @throws what `broken` makes, for bytes that are no .safetensors file. */
export function* parsedFile(bytes: Uint8Array, broken: Broken): Work<SafetensorsFile> {
  try {
    return yield* parseSafetensors(bytes);
  } catch (error) {
    throw broken(error instanceof Error ? error.message : String(error));
  }
}

/** The tensor of that name, [B, C, h, w] or, of clips, [B, C, T, h, w], with nothing of size zero. */
export function pointsIn(tensors: SafetensorsFile['tensors'], name: string, broken: Broken): Tensor {
  const tensor = tensors.get(name);
  const rank = tensor?.shape.length;
  if (tensor && (rank === 4 || rank === 5) && !tensor.shape.includes(0)) return tensor;
  throw broken(`it has no tensor "${name}" with batch, channels, rows and columns`);
}

/** A space as the header of a file says it. */
export function spaceMetadata({ id, name, channels, downscale, multiple, framesPerStep }: LatentSpace): Metadata {
  return {
    'space.id': id,
    'space.name': name,
    'space.channels': String(channels),
    'space.downscale': String(downscale),
    'space.multiple': String(multiple),
    ...(framesPerStep !== undefined && { [framesKey]: String(framesPerStep) }),
  };
}

/** The space that a header names. @param contents what the file holds: "latents", "direction". */
export function spaceFrom(metadata: Metadata, contents: string, broken: Broken): LatentSpace {
  const { 'space.id': id, 'space.name': name } = metadata;
  if (!id || !name)
    throw broken(`it does not say which model its ${contents} belong${contents.endsWith('s') ? '' : 's'} to`);
  const count = (key: string, missing = Number.NaN) => {
    const value = Number(metadata[key] ?? missing);
    if (Number.isInteger(value) && value > 0) return value;
    throw broken(`its "${key}" is not a whole number`);
  };
  return {
    id,
    name,
    channels: count('space.channels'),
    downscale: count('space.downscale'),
    // Files of earlier versions do not say it: their spaces all had 1.
    multiple: count('space.multiple', 1),
    ...(metadata[framesKey] !== undefined && { framesPerStep: count(framesKey) }),
  };
}

/** How nodes are to take clips, as the header of a file says it; nothing where nothing is said. */
export function actOnMetadata({ actOn }: { readonly actOn?: ActOn }): Metadata {
  return actOn === undefined ? {} : { [actOnKey]: actOn };
}

/** @throws what `broken` makes, for another word than "frames" or "clips". */
export function actOnFrom({ [actOnKey]: said }: Metadata, broken: Broken): { readonly actOn?: ActOn } {
  if (said === undefined) return {};
  if (said === 'frames' || said === 'clips') return { actOn: said };
  throw broken(`its "${actOnKey}" is neither "frames" nor "clips"`);
}
