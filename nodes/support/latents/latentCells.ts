import { z } from 'zod';
import type { Denoiser } from '../../../src/diffusion/model.ts';
import { patchSide } from '../../../src/diffusion/patchSide.ts';
import { ArcspaceError } from '../../../src/graph/problem.ts';

const side = (name: string) =>
  z
    .int()
    .min(0)
    .max(4096)
    .default(0)
    .describe(`${name} of the picture in pixels; 0 is the size that the model was trained on.`)
    .meta({ unit: 'px', step: 8, zero: 'as trained' });

/** The size of a picture that is made from nothing. */
export const newSizeParameters = { width: side('Width'), height: side('Height') };

/** Pixels to latent cells. @throws ArcspaceError unless the side is a multiple of what the model reads at once. */
export function latentCells(model: Denoiser, port: 'width' | 'height', pixels: number): number {
  const { downscale } = model.space;
  const patch = patchSide(model.space);
  if (pixels === 0) return model.nativeSize[port === 'height' ? 0 : 1];
  if (pixels % patch === 0) return pixels / downscale;
  throw new ArcspaceError(
    'invalid-size',
    `A ${port} of ${pixels} px is not a multiple of ${patch} px, the smallest patch of ${model.name}.`,
    `Take ${Math.max(1, Math.round(pixels / patch)) * patch} px.`,
    { port },
  );
}
