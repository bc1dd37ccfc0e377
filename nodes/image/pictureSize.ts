import { z } from 'zod';
import { roundHalfEven } from '../../src/diffusion/spacing.ts';
import { defineNode } from '../../src/graph/defineNode.ts';
import { port } from '../../src/graph/port.ts';

const ratios = {
  '1:1': [1, 1],
  '3:2': [3, 2],
  '4:3': [4, 3],
  '16:9': [16, 9],
  '21:9': [21, 9],
  '2:3': [2, 3],
  '3:4': [3, 4],
  '9:16': [9, 16],
} as const satisfies Record<string, readonly [width: number, height: number]>;

type Ratio = keyof typeof ratios;
const names = Object.keys(ratios) as [Ratio, ...Ratio[]];

export default defineNode({
  type: 'picture_size',
  version: 1,
  migrations: [],
  title: 'Picture size',
  docs: `Makes a width and a height of a shape and a number of pixels, with the numbers of Resolution Selector in ComfyUI.

Typical setup: followed by "width" and "height" of Empty latents.`,
  keywords: [
    'resolutionselector',
    'resolution selector',
    'aspect ratio',
    'megapixels',
    'width',
    'height',
    'dimensions',
  ],
  inputs: {},
  parameters: z.object({
    ratio: z.enum(names).default('1:1').describe('Width to height.'),
    megapixels: z
      .number()
      .min(0.1)
      .max(16)
      .default(1)
      .describe('How many pixels there are, 1024 x 1024 for each.')
      .meta({ step: 0.1 }),
    multiple: z
      .int()
      .min(8)
      .max(128)
      .default(8)
      .describe('Both sides become multiples of this.')
      .meta({ unit: 'px', step: 4 }),
  }),
  outputs: {
    width: port('number', 'The width.', { unit: 'px' }),
    height: port('number', 'The height.', { unit: 'px' }),
  },
  examples: [{ title: 'A wide picture', parameters: { ratio: '16:9' } }],
  compute({ parameters: { ratio, megapixels, multiple } }) {
    const [across, down] = ratios[ratio];
    const scale = Math.sqrt((megapixels * 1024 * 1024) / (across * down));
    const side = (parts: number) => roundHalfEven((parts * scale) / multiple) * multiple;
    return { width: side(across), height: side(down) };
  },
});
