import type { PartKind } from '../../../graph/models/knownModel.ts';
import type { PartRole } from '../../../protocol/types.ts';
import { findWeightFiles } from '../../files/weightFiles.ts';

/** What programs call the folders of parts. */
export const partFolders: Readonly<Record<PartRole, readonly string[]>> = {
  denoiser: ['unet', 'diffusion_models'],
  vae: ['vae', 'VAE'],
  text_encoder: ['text_encoders', 'clip'],
  lora: ['loras', 'lora', 'Lora', 'LoRA'],
  embedding: ['embeddings', 'textual_inversion'],
};

/** Whether a part is a network, which a folder of Diffusers may hold too. */
export function isNetworkRole(role: PartRole): role is PartKind {
  return role !== 'lora' && role !== 'embedding';
}

/**
 * Finds parts of a role in the folders for them: .safetensors files, and folders with a config.json where networks may lie in one;
 * exported VAEs are folders of two.
 * @returns paths by name.
 */
export function findPartFiles(roots: readonly string[], role: PartRole): Promise<ReadonlyMap<string, string>> {
  const mark = role === 'vae' ? /^(config\.json|vae_decoder)$/ : /^config\.json$/;
  const isWhole = (names: readonly string[]) => isNetworkRole(role) && names.some((name) => mark.test(name));
  return findWeightFiles({ roots, folders: partFolders[role], isWhole });
}
