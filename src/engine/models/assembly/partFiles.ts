import type { PartKind } from '../../../protocol/types.ts';
import { findWeightFiles } from '../../files/weightFiles.ts';

/** What programs call the folders of parts. */
export const partFolders: Readonly<Record<PartKind, readonly string[]>> = {
  denoiser: ['unet', 'diffusion_models'],
  vae: ['vae', 'VAE'],
  text_encoder: ['text_encoders', 'clip'],
};

/**
 * Finds parts of a kind in the folders for them: .safetensors files, and folders with a config.json.
 * @returns paths by name.
 */
export function findPartFiles(roots: readonly string[], kind: PartKind): Promise<ReadonlyMap<string, string>> {
  return findWeightFiles({ roots, folders: partFolders[kind], isWhole: (names) => names.includes('config.json') });
}
