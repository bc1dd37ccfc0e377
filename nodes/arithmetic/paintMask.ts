import { z } from 'zod';
import { defineNode } from '../../src/graph/defineNode.ts';
import { paced } from '../../src/graph/paced.ts';
import { port } from '../../src/graph/port.ts';
import { feathered } from '../../src/painting/feathered.ts';
import { type FieldSize, paintedField } from '../../src/painting/paintStroke.ts';
import type { Stroke } from '../../src/painting/stroke.ts';
import type { Tensor } from '../../src/tensor/tensor.ts';
import { inStretches, type Work } from '../../src/tensor/work.ts';
import { paintingParameter } from '../support/pictures/paintingParameter.ts';

const side = (name: string) =>
  z
    .int()
    .min(8)
    .max(8192)
    .default(512)
    .describe(`${name} of the mask, where no picture is connected.`)
    .meta({ unit: 'px', step: 8, hiddenByWire: 'image' });

export default defineNode({
  type: 'paint_mask',
  version: 1,
  migrations: [],
  title: 'Paint mask',
  docs: `A mask that is painted by hand: white where the brush went, black elsewhere.

Typical setup: connect Load image, click Paint, and paint over what is to change. Connect the mask to Mask, Inpaint, or the mask of Denoise.

The brush has a size, a hardness and an opacity, and it erases; Fill does the same everywhere, by its opacity. The strokes are kept in the workflow, as shares of the picture: they fit a picture of any size, and each is a step of undo.

Feather softens the edges of all strokes together; Invert then swaps white and black. Latents are eight times smaller than pictures in most models, so an edge there is never sharper than a cell of 8 by 8 pixels.`,
  keywords: ['brush', 'draw', 'inpaint', 'matte', 'select', 'erase', 'feather', 'region', 'mask editor', 'paint'],
  inputs: {
    image: port('image', 'The picture to paint over; the mask has its size.', { optional: true }),
  },
  parameters: z.object({
    strokes: paintingParameter('What was painted, stroke by stroke.', { paints: 'coverage', over: 'image' }),
    feather: z
      .number()
      .min(0)
      .max(256)
      .default(0)
      .describe('How wide edges fade.')
      .meta({ unit: 'px', span: [0, 64], step: 1, control: 'slider' }),
    invert: z.boolean().default(false).describe('Swaps white and black.'),
    width: side('Width'),
    height: side('Height'),
  }),
  outputs: { mask: port('image', 'White where it was painted.') },
  preview: 'images',
  examples: [
    {
      title: 'A spot with soft edges',
      parameters: {
        strokes: [{ points: [0.5, 0.5], radius: 0.25, hardness: 0.7, value: 1 }],
        width: 64,
        height: 64,
        feather: 8,
      },
    },
    {
      title: 'All but a line across',
      parameters: {
        strokes: [{ points: [0.1, 0.5, 0.9, 0.5], radius: 0.1, hardness: 1, value: 1 }],
        width: 64,
        height: 64,
        invert: true,
      },
    },
  ],
  async compute({ inputs: { image }, parameters: { strokes, feather, invert, width, height } }, context) {
    const size = image ? sizeOf(image) : { width, height };
    return { mask: await paced(painted(strokes, size, { feather, invert }), context) };
  },
});

function sizeOf({ shape }: Tensor): FieldSize {
  return { width: shape[3] ?? 1, height: shape[2] ?? 1 };
}

interface Finish {
  readonly feather: number;
  readonly invert: boolean;
}

/** A picture [1, 3, height, width], grey. */
function* painted(strokes: readonly Stroke[], size: FieldSize, { feather, invert }: Finish): Work<Tensor> {
  const field = yield* feathered(yield* paintedField(strokes, size), size, feather);
  const places = field.length;
  const data = new Float32Array(3 * places);
  yield* inStretches(places, (from, to) => {
    for (let place = from; place < to; place++) {
      const value = Math.min(1, Math.max(0, field[place] as number));
      data[place] = invert ? 1 - value : value;
    }
  });
  data.copyWithin(places, 0, places);
  data.copyWithin(2 * places, 0, places);
  return { data, shape: [1, 3, size.height, size.width] };
}
