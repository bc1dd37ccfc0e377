import { diffusersNames } from '../naming/diffusersNames.ts';
import { named } from '../naming/naming.ts';
import { readScales } from '../safetensors/readScales.ts';
import { readShards } from '../safetensors/readShards.ts';
import { readWeights, type StoredWeights } from '../safetensors/readWeights.ts';
import { weightsFile } from './weightsFile.ts';

/** The weights of a part of a Diffusers folder, and the file or index that names them. */
export interface PartWeights extends StoredWeights {
  readonly file: string;
}

/**
 * Reads which weights a part of a Diffusers folder has (`unet`, `text_encoder` ...), by the names of `WeightTable`.
 * @returns undefined where the part has no weights in .safetensors files.
 * @throws ArcspaceError naming the file at fault, and where there are only pickles.
 */
export async function weightsOfPart(folder: string): Promise<PartWeights | undefined> {
  const file = await weightsFile(folder);
  if (file === undefined) return undefined;
  const { tensors, metadata } = await (file.endsWith('.json') ? readShards(file) : readWeights(file));
  return { file, tensors: named(readScales(file, tensors), diffusersNames), metadata };
}
