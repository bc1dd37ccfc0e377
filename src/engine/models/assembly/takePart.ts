import { stat } from 'node:fs/promises';
import type { WantedPart } from '../../checkpoints/singleFile/wantedPart.ts';
import { partFromFile } from './partFromFile.ts';
import { partFromFolder } from './partFromFolder.ts';
import type { TakenPart } from './takenPart.ts';

/**
 * Takes a VAE or a text encoder out of a .safetensors file or a folder of Diffusers, each of which may hold it alone or a whole model.
 * @throws ArcspaceError for one that is not there, is broken, or is of another kind of model.
 */
export async function takePart(path: string, wanted: WantedPart): Promise<TakenPart> {
  const isFolder = (await stat(path).catch(() => undefined))?.isDirectory();
  return isFolder ? partFromFolder(path, wanted) : partFromFile(path, wanted);
}
