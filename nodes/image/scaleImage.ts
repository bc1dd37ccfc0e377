import { z } from 'zod';
import type { PictureSize } from '../../src/graph/context.ts';
import { defineNode } from '../../src/graph/defineNode.ts';
import { paced } from '../../src/graph/paced.ts';
import { port } from '../../src/graph/port.ts';
import { ArcspaceError } from '../../src/graph/problem.ts';
import { cropped } from '../../src/images/resample.ts';
import { scaled, scaleMethods } from '../../src/images/scaleMethods.ts';
import { requireWhole } from '../support/parameters/requireWhole.ts';
import { type AskedScale, cropFor, sizeFor } from '../support/pictures/scaledSize.ts';

const LARGEST = 16_384;
/** Of all pictures of a batch together. */
const MOST_PIXELS = 2 ** 26;

const side = (name: string) =>
  z
    .int()
    .min(0)
    .max(LARGEST)
    .default(512)
    .describe(`${name} of the new picture; 0 follows from the other side.`)
    .meta({ unit: 'px', step: 8, zero: 'in proportion', shownWhen: { size: 'exact' } });

export default defineNode({
  type: 'scale_image',
  version: 1,
  migrations: [],
  title: 'Scale image',
  docs: `Brings pictures to another size: by a factor, to a width and a height, to a length of the longer side, or to a number of megapixels.

Typical setup: connect Load image or Decode, followed by Encode for a second pass over a larger picture.

The numbers are those of ComfyUI's ImageScale, ImageScaleBy, ImageScaleToTotalPixels and ResizeImageMaskNode. Nearest exact repeats pixels, bilinear goes straight between them, area takes the mean of what a new pixel covers, bicubic is sharper and may leave the range from 0 to 1, and Lanczos is Pillow's on eight bits: sharp, and without patterns when making small. A megapixel is 1024 x 1024 pixels.`,
  errors: [
    'A size of 0 x 0, or a side that is no whole number.',
    'More than 64 megapixels, all pictures together, or a side of more than 16,384 pixels.',
    'A crop that leaves nothing of the picture.',
  ],
  keywords: [
    'image scale',
    'imagescale',
    'imagescaleby',
    'imagescaletototalpixels',
    'resizeimagemasknode',
    'resize image mask',
    'imagescaletomaxdimension',
    'upscale image',
    'resize',
    'downscale',
    'lanczos',
    'bicubic',
  ],
  inputs: {
    image: port('image', 'The pictures.'),
    factor: port('number', 'The factor, in place of the parameter.'),
    width: port('number', 'The width, in place of the parameter.', { unit: 'px' }),
    height: port('number', 'The height, in place of the parameter.', { unit: 'px' }),
    longer: port('number', 'The length of the longer side, in place of the parameter.', { unit: 'px' }),
  },
  parameters: z.object({
    size: z
      .enum(['factor', 'exact', 'longer', 'megapixels'])
      .default('factor')
      .describe('What the new size is told by.')
      .meta({
        choices: { factor: 'A factor', exact: 'Width and height', longer: 'The longer side', megapixels: 'Megapixels' },
      }),
    factor: z
      .number()
      .min(0.01)
      .max(8)
      .default(2)
      .describe('How many times as wide and as high the picture becomes.')
      .meta({ step: 0.05, shownWhen: { size: 'factor' } }),
    width: side('Width'),
    height: side('Height'),
    crop: z
      .boolean()
      .default(false)
      .describe('Cut off what is too wide or too high, instead of stretching the picture.')
      .meta({ shownWhen: { size: 'exact' } }),
    longer: z
      .int()
      .min(1)
      .max(LARGEST)
      .default(1024)
      .describe('How long the longer side becomes; the other follows from it.')
      .meta({ unit: 'px', step: 8, shownWhen: { size: 'longer' } }),
    megapixels: z
      .number()
      .min(0.01)
      .max(64)
      .default(1)
      .describe('How many pixels the picture has then, 1024 x 1024 for each.')
      .meta({ step: 0.05, shownWhen: { size: 'megapixels' } }),
    multiple: z
      .int()
      .min(1)
      .max(256)
      .default(1)
      .describe('Both sides become multiples of this.')
      .meta({ unit: 'px', step: 1, shownWhen: { size: 'megapixels' } }),
    method: z
      .enum(scaleMethods)
      .default('lanczos')
      .describe('How new pixels come of the old ones.')
      .meta({
        choices: {
          'nearest-exact': 'Nearest exact',
          bilinear: 'Bilinear',
          area: 'Area',
          bicubic: 'Bicubic',
          lanczos: 'Lanczos',
        },
      }),
  }),
  outputs: { image: port('image', 'The pictures in their new size.') },
  preview: 'images',
  examples: [
    { title: 'Twice as large', parameters: {} },
    { title: 'A square out of the middle', parameters: { size: 'exact', width: 512, height: 512, crop: true } },
  ],
  async compute({ inputs: { image, ...told }, parameters }, context) {
    const asked = { ...parameters, ...told };
    if (asked.size === 'exact') for (const name of ['width', 'height'] as const) requireWhole(name, asked[name], 0);
    if (asked.size === 'longer') requireWhole('longer', asked.longer, 1);
    const [count = 1, , rows = 1, columns = 1] = image.shape;
    const picture = { width: columns, height: rows };
    const size = requireUsable(sizeFor(picture, asked), count, asked);
    const edges = parameters.size === 'exact' && parameters.crop ? edgesOf(picture, size) : undefined;
    const cut = edges ? await paced(cropped(image, edges), context) : image;
    return { image: await paced(scaled(cut, size.width, size.height, parameters.method), context) };
  },
});

/** @throws ArcspaceError where they leave no pixel between them. */
function edgesOf(picture: PictureSize, size: PictureSize): ReturnType<typeof cropFor> {
  const edges = cropFor(picture, size);
  if (picture.width > 2 * edges.sides && picture.height > 2 * edges.ends) return edges;
  throw new ArcspaceError(
    'invalid-size',
    `A crop of a picture of ${picture.width} x ${picture.height} pixels to the shape of ${size.width} x ${size.height} leaves nothing of it.`,
    'Turn the crop off, or choose a size that is nearer to the shape of the picture.',
    { port: 'crop' },
  );
}

function requireUsable(size: PictureSize, count: number, { size: toldBy }: AskedScale): PictureSize {
  const { width, height } = size;
  const port = toldBy === 'exact' ? 'width' : toldBy;
  if (width < 1 || height < 1) {
    const remedy = toldBy === 'exact' ? 'Set the width, the height, or both.' : 'Choose a larger size.';
    throw new ArcspaceError('invalid-size', `The new picture would have ${width} x ${height} pixels.`, remedy, {
      port,
    });
  }
  if (Math.max(width, height) <= LARGEST && count * width * height <= MOST_PIXELS) return size;
  throw tooLarge(size, count, port);
}

function tooLarge({ width, height }: PictureSize, count: number, port: string): ArcspaceError {
  const pixels = `${width} x ${height} pixels`;
  const sides = `with sides of at most ${LARGEST.toLocaleString('en')} pixels`;
  return new ArcspaceError(
    'invalid-size',
    count === 1 ? `The new picture would have ${pixels}.` : `The ${count} new pictures would have ${pixels} each.`,
    count === 1
      ? `Choose a size of at most 64 megapixels, ${sides}.`
      : `Choose a size of at most 64 megapixels for all pictures together, ${sides}, or scale fewer at a time.`,
    { port },
  );
}
