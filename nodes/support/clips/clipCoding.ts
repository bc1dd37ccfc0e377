import type { ClipCoding, Vae } from '../../../src/diffusion/model.ts';
import { ArcspaceError } from '../../../src/graph/problem.ts';

/** What an autoencoder does with clips. @throws ArcspaceError for one of pictures. */
export function clipCodingOf(port: string, { clips, space }: Vae): ClipCoding {
  if (clips) return clips;
  throw new ArcspaceError(
    'no-clips',
    `${space.name} is an autoencoder of pictures, not of clips.`,
    'Open one of clips with Load VAE (Wan, CogVideoX), or use Encode and Decode, which take a film frame by frame.',
    { port },
  );
}
