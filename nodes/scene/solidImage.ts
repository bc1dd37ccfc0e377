import { z } from 'zod';
import { defineNode } from '../../src/graph/defineNode.ts';
import { port } from '../../src/graph/port.ts';
import { ArcspaceError } from '../../src/graph/problem.ts';
import { filledBatch } from '../support/latents/batch.ts';
import { requireWhole } from '../support/parameters/requireWhole.ts';

const LARGEST = 16_384;
const MOST_PICTURES = 4096;
/** Of all pictures together: as many as Scale image makes. */
const MOST_PIXELS = 2 ** 26;

const side = (name: string) =>
  z.int().min(1).max(LARGEST).default(512).describe(`${name} of the picture.`).meta({ unit: 'px', step: 8 });

const channel = (name: string) =>
  z.number().min(0).max(1).default(1).describe(`How much ${name} there is.`).meta({ control: 'slider', step: 0.01 });

export default defineNode({
  type: 'solid_image',
  version: 1,
  migrations: [],
  title: 'Solid image',
  docs: `Makes a picture of one color: a background, or a mask that is the same everywhere. Without colors set it is white, and brightness makes greys of it: 0 is black.`,
  errors: [
    'A width, height or count that is no whole number, more than 4,096 pictures, or more than 64 megapixels in all.',
    'A brightness from a wire that is not between 0 and 1.',
  ],
  keywords: [
    'emptyimage',
    'empty image',
    'solidmask',
    'solid mask',
    'color',
    'fill',
    'blank',
    'black',
    'white',
    'mask',
  ],
  inputs: {
    width: port('number', 'The width, in place of the parameter.', { unit: 'px' }),
    height: port('number', 'The height, in place of the parameter.', { unit: 'px' }),
    count: port('number', 'How many pictures, in place of the parameter.'),
    brightness: port('number', 'The brightness, in place of the parameter.'),
  },
  parameters: z.object({
    width: side('Width'),
    height: side('Height'),
    count: z.int().min(1).max(MOST_PICTURES).default(1).describe('How many pictures to make.').meta({ step: 1 }),
    brightness: z
      .number()
      .min(0)
      .max(1)
      .default(1)
      .describe('What all three colors are multiplied by.')
      .meta({ control: 'slider', step: 0.01 }),
    red: channel('red'),
    green: channel('green'),
    blue: channel('blue'),
  }),
  outputs: { image: port('image', 'The picture.') },
  preview: 'images',
  examples: [
    { title: 'A red picture', parameters: { width: 64, height: 64, green: 0, blue: 0 } },
    { title: 'A grey mask', parameters: { width: 64, height: 64, brightness: 0.5 } },
  ],
  async compute({ inputs: { width, height, count, brightness }, parameters: { red, green, blue } }, context) {
    for (const [name, value] of Object.entries({ width, height, count })) requireWhole(name, value, 1);
    requireUsable(width, height, count);
    requireShare(brightness);
    const area = width * height;
    const image = await filledBatch(count, { shape: [1, 3, height, width] }, context, (out) => {
      for (const [at, value] of [red, green, blue].entries()) {
        out.fill(brightness * value, at * area, (at + 1) * area);
      }
    });
    return { image };
  },
});

function requireUsable(width: number, height: number, count: number): void {
  if (count > MOST_PICTURES) {
    throw new ArcspaceError(
      'invalid-size',
      `There would be ${count.toLocaleString('en')} pictures.`,
      `Make at most ${MOST_PICTURES.toLocaleString('en')}.`,
      { port: 'count' },
    );
  }
  if (Math.max(width, height) <= LARGEST && count * width * height <= MOST_PIXELS) return;
  throw new ArcspaceError(
    'invalid-size',
    `${count === 1 ? 'The picture' : `Each of the ${count} pictures`} would have ${width} x ${height} pixels.`,
    `Choose at most 64 megapixels in all, with sides of at most ${LARGEST.toLocaleString('en')} pixels.`,
    { port: height > width ? 'height' : 'width' },
  );
}

function requireShare(brightness: number): void {
  if (brightness >= 0 && brightness <= 1) return;
  throw new ArcspaceError(
    'invalid-value',
    `The number at "brightness" is ${brightness}, which is not between 0 and 1.`,
    'Connect a number from 0, which is black, to 1.',
    { port: 'brightness' },
  );
}
