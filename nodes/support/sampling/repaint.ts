import { afterNoise, startingNoise } from '../../../src/diffusion/drawnNoise.ts';
import type { KeptRegion } from '../../../src/diffusion/keptRegion.ts';
import { describeLevel, isClean } from '../../../src/diffusion/noiseLevel.ts';
import { port } from '../../../src/graph/port.ts';
import { ArcspaceError } from '../../../src/graph/problem.ts';
import type { Latents } from '../../../src/graph/values.ts';
import { maskCells } from '../../../src/images/maskCells.ts';
import { batchItems, batchSize, stackInPieces, type Tensor } from '../../../src/tensor/tensor.ts';
import { timesOver, type Work } from '../../../src/tensor/work.ts';
import { commonBatch, itemAt } from '../latents/batch.ts';
import { requireSameSize, requireSameSpace } from '../latents/compatibility.ts';
import { seedAt } from '../parameters/seedAt.ts';

/** The inputs of nodes that can repaint a part of a picture. */
export const repaintPorts = {
  mask: port('image', 'Where to repaint: white is sampled anew, black stays as in "original". Brightness counts.', {
    optional: true,
  }),
  original: port('latents', 'The clean picture, from Encode, that stays where the mask is black.', { optional: true }),
};

export interface RepaintInputs {
  readonly mask?: Tensor | undefined;
  readonly original?: Latents | undefined;
}

/**
 * What stays of `original` while `latents` are denoised, with the noise that they started from, drawn again from the same seeds.
 * @throws ArcspaceError where one of mask and original is missing, or the original does not fit.
 */
export function* keptRegion(
  { mask, original }: RepaintInputs,
  latents: Latents,
  seeds: readonly number[],
): Work<KeptRegion | undefined> {
  if (!mask && !original) return undefined;
  if (!mask || !original) throw incomplete(mask ? 'original' : 'mask');
  requireSameSpace('latents', latents, 'original', original);
  requireSameSize('latents', latents.tensor, 'original', original.tensor);
  requireClean(original);
  const count = commonBatch({
    latents: batchSize(latents.tensor),
    seed: seeds.length,
    mask: batchSize(mask),
    original: batchSize(original.tensor),
  });
  const { drawn = afterNoise } = latents;
  const item = itemAt(original.tensor, 0);
  const [, , height = 1, width = 1] = item.shape;
  const repaint: Tensor[] = [];
  for (const each of batchItems(mask)) {
    repaint.push({ data: yield* maskCells(each, item), shape: [1, 1, height, width] });
  }
  return {
    original: original.tensor,
    repaint: yield* stackInPieces(repaint),
    noise: yield* stackInPieces(
      yield* timesOver(count, (index) => startingNoise(drawn, seedAt(seeds, index), item.shape, index)),
    ),
  };
}

function incomplete(missing: 'mask' | 'original'): ArcspaceError {
  return missing === 'mask'
    ? new ArcspaceError(
        'no-mask',
        'There is a picture to keep at "original", but no mask that says where to repaint it.',
        'Connect a Load image node to "mask", white where to repaint; or disconnect "original".',
        { port: 'mask' },
      )
    : new ArcspaceError(
        'no-original',
        'There is a mask, but nothing that stays where it is black.',
        'Connect the Encode node of the picture to "original"; or disconnect "mask".',
        { port: 'original' },
      );
}

function requireClean({ level }: Latents): void {
  if (isClean(level)) return;
  throw new ArcspaceError(
    'not-clean',
    `The latents at "original" are at ${describeLevel(level)}: what stays must be clean.`,
    'Connect the Encode node itself, before noise is added.',
    { port: 'original' },
  );
}
