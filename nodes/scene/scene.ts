import { z } from 'zod';
import { defineNode } from '../../src/graph/defineNode.ts';
import { port } from '../../src/graph/port.ts';
import { captionOf } from '../../src/scenes/caption.ts';
import { at, commonBatch } from '../support/latents/batch.ts';
import { seedParameter } from '../support/parameters/parameters.ts';
import { paintScenes } from '../support/pictures/paintScenes.ts';
import {
  requireInRange,
  sceneChoices,
  sceneNumber,
  sceneSize,
  variationMeaning,
  weatherAmount,
} from '../support/pictures/sceneParameters.ts';

export default defineNode({
  type: 'scene',
  version: 1,
  migrations: [],
  title: 'Scene',
  docs: `Paints a small poster whose every factor you choose: a picture to work with when you have none, and one of which the truth is known.

The embedded model was trained on such scenes, so it encodes and decodes them well. A list of numbers (from a Numbers node) wired to position, size, time or palette makes a batch, one picture per value.

What no factor decides (clouds, hills, the height of the sun) comes from the variation. The same settings give the same pixels on every machine.`,
  errors: [
    'A number on a wire that is outside the range of its factor.',
    'Lists of different lengths, except that a single number goes with any.',
  ],
  keywords: [
    'render',
    'synthetic',
    'poster',
    'picture',
    'house',
    'lighthouse',
    'sailboat',
    'tree',
    'mountain',
    'image',
  ],
  inputs: {
    position: port('numbers', 'Position, one picture per value.'),
    size: port('numbers', 'Size, one picture per value.'),
    time: port('numbers', 'Time of day, one picture per value.'),
    palette: port('numbers', 'Palette, one picture per value.'),
  },
  parameters: z.object({
    ...sceneChoices,
    weather_amount: weatherAmount,
    position: sceneNumber('position'),
    size: sceneNumber('size'),
    time: sceneNumber('time'),
    palette: sceneNumber('palette'),
    variation: seedParameter(variationMeaning),
    ...sceneSize,
  }),
  outputs: {
    image: port('image', 'The scene, one picture per value.'),
    caption: port('text', 'The first scene in words: a prompt for the embedded model.'),
  },
  preview: 'images',
  examples: [
    { title: 'A red sailboat by day', parameters: { width: 64, height: 64 } },
    {
      title: 'A lighthouse in the snow at night, as a watercolour',
      parameters: { subject: 'lighthouse', weather: 'snow', style: 'watercolour', time: 2, width: 64, height: 64 },
    },
  ],
  async compute({ inputs: { position, size, time, palette }, parameters }, context) {
    const { weather_amount: weatherAmount, variation, width, height, ...chosen } = parameters;
    const { subject, colour, ground, weather, style } = chosen;
    const numbers = { position, size, time, palette };
    requireInRange(numbers);
    const lengths = { position: position.length, size: size.length, time: time.length, palette: palette.length };
    const scenes = Array.from({ length: commonBatch(lengths) }, (_, index) => ({
      subject,
      colour,
      ground,
      weather,
      style,
      position: at(position, index),
      size: at(size, index),
      time: at(time, index),
      palette: at(palette, index),
    }));
    const circumstances = { variation, weatherAmount };
    const image = await paintScenes(
      scenes.map((factors) => ({ factors, circumstances })),
      { width, height },
      context,
    );
    return { image, caption: captionOf(at(scenes.slice(0, 1), 0)) };
  },
});
