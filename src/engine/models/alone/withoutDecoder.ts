import { ArcspaceError } from '../../../graph/problem.ts';

export function withoutDecoder(name: string, path: string): ArcspaceError {
  return new ArcspaceError(
    'missing-model-file',
    `The VAE "${name}" has no decoder.`,
    'Copy the whole folder again, with vae_decoder in it.',
    { file: path },
  );
}
