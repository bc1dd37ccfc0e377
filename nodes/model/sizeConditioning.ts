import { z } from 'zod';
import type { Conditioning, Framing, Size } from '../../src/diffusion/conditioning.ts';
import { defineNode } from '../../src/graph/defineNode.ts';
import { port } from '../../src/graph/port.ts';
import { ArcspaceError } from '../../src/graph/problem.ts';

const pixels = (description: string) =>
  z.int().min(0).max(16_384).default(0).describe(description).meta({ unit: 'px', step: 8, zero: 'as denoised' });

const cut = (side: string) =>
  z
    .int()
    .min(0)
    .max(16_384)
    .default(0)
    .describe(`How much of the picture was cut off at the ${side} when it was trained on.`)
    .meta({ unit: 'px', step: 8 });

const parameters = z.object({
  original_width: pixels('Width before the picture was scaled for training.'),
  original_height: pixels('Height before the picture was scaled for training.'),
  crop_left: cut('left'),
  crop_top: cut('top'),
  target_width: pixels('Width that the picture should have.'),
  target_height: pixels('Height that the picture should have.'),
  aesthetic_score: z
    .number()
    .min(0)
    .max(10)
    .default(0)
    .describe("SDXL's refiner: how good the picture should look. 0 is its usual 6, and 2.5 for a negative prompt.")
    .meta({ step: 0.5, zero: 'as usual' }),
});

export default defineNode({
  type: 'size_conditioning',
  version: 1,
  migrations: [],
  title: 'Size conditioning',
  docs: `Tells Stable Diffusion XL what size the picture had before training, how it was cropped, and what size it should have (Podell et al., arXiv 2307.01952, section 2.2). Other models take no notice of it.

Typical setup: connect a Prompt, followed by Denoise.

Without this node, both sizes are those of the latents and nothing is cropped. A large original size asks for a sharp picture, a small one for a blurred one; a crop moves the subject to the edge. A negative prompt without a Size conditioning of its own is told the same sizes.`,
  errors: ['A width without a height, or a height without a width.'],
  keywords: ['sdxl', 'refiner', 'aesthetic', 'time ids', 'crop', 'micro-conditioning'],
  inputs: { conditioning: port('conditioning', 'The encoded prompt.') },
  parameters,
  outputs: { conditioning: port('conditioning', 'The same prompt with the sizes.') },
  examples: [
    { title: 'As from a large photograph', parameters: { original_width: 2048, original_height: 2048 } },
    { title: 'Cropped at the left', parameters: { crop_left: 256 } },
  ],
  compute: ({ inputs: { conditioning }, parameters: chosen }) => ({
    conditioning: { ...conditioning, framing: { ...toldGuidance(conditioning), ...framingOf(chosen) } },
  }),
});

/** Said by a node of its own, it is not of the sizes that are replaced. */
function toldGuidance({ framing }: Conditioning): Pick<Framing, 'guidance'> {
  return framing?.guidance === undefined ? {} : { guidance: framing.guidance };
}

function framingOf(chosen: z.output<typeof parameters>): Framing {
  const originalSize = sizeOf('original', chosen.original_height, chosen.original_width);
  const targetSize = sizeOf('target', chosen.target_height, chosen.target_width);
  return {
    crop: [chosen.crop_top, chosen.crop_left],
    ...(originalSize && { originalSize }),
    ...(targetSize && { targetSize }),
    ...(chosen.aesthetic_score > 0 && { aestheticScore: chosen.aesthetic_score }),
  };
}

function sizeOf(which: 'original' | 'target', height: number, width: number): Size | undefined {
  if (height === 0 && width === 0) return undefined;
  if (height > 0 && width > 0) return [height, width];
  const missing = `${which}_${height === 0 ? 'height' : 'width'}`;
  throw new ArcspaceError(
    'invalid-size',
    `The ${which} size has no ${height === 0 ? 'height' : 'width'}.`,
    'Set both, or neither.',
    { port: missing },
  );
}
