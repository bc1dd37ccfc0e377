import type { PartKind } from '../../../graph/models/knownModel.ts';
import { clipNames } from './checkWantedPart.ts';
import type { FoundNetwork, NetworkKind } from './networkLayouts.ts';

/** What part of a model each kind of network is. */
export const roleOfNetwork: Readonly<Record<NetworkKind, PartKind>> = {
  unet: 'denoiser',
  sd3: 'denoiser',
  flux: 'denoiser',
  vae: 'vae',
  clip: 'text_encoder',
  t5: 'text_encoder',
};

/** "VAE, 16 channels", "CLIP-L", "T5"; undefined for networks that make pictures, whose family says more. */
export function titleOfNetwork({ kind, tensors }: FoundNetwork): string | undefined {
  if (kind === 'vae') return `VAE, ${tensors.get('decoder.conv_in.weight')?.shape[1]} channels`;
  if (kind === 't5') return 'T5';
  if (kind !== 'clip') return undefined;
  const width = tensors.get('text_model.embeddings.token_embedding.weight')?.shape[1] ?? 0;
  return clipNames[width] ?? `CLIP, ${width} wide`;
}
