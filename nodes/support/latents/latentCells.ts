import { z } from 'zod';
import type { Denoiser } from '../../../src/diffusion/model.ts';
import { patchSide } from '../../../src/diffusion/patchSide.ts';
import { ArcspaceError } from '../../../src/graph/problem.ts';

/** Of a side, in pixels. */
const LONGEST = 4096;

const side = (name: string) =>
  z
    .int()
    .min(0)
    .max(LONGEST)
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
  if (pixels > 0 && pixels <= LONGEST && pixels % patch === 0) return pixels / downscale;
  throw new ArcspaceError(
    'invalid-size',
    pixels > 0 && pixels <= LONGEST
      ? `A ${port} of ${pixels} px is not a multiple of ${patch} px, the smallest patch of ${model.name}.`
      : `A ${port} of ${pixels} px is none that can be made: at most are ${LONGEST} px.`,
    `Take ${Math.max(1, Math.round(Math.min(pixels, LONGEST) / patch)) * patch} px.`,
    { port },
  );
}
