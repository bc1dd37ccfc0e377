import { z } from 'zod';
import { ease } from '../../src/geometry/easing.ts';
import { defineNode } from '../../src/graph/defineNode.ts';
import { port } from '../../src/graph/port.ts';
import { seedParameter } from '../support/parameters/parameters.ts';
import { paintScenes } from '../support/pictures/paintScenes.ts';
import {
  sceneChoices,
  sceneNumber,
  sceneSize,
  variationMeaning,
  weatherAmount,
} from '../support/pictures/sceneParameters.ts';
import { easingParameter } from '../support/sequences/interpolationParameters.ts';

const parameters = z.object({
  ...sceneChoices,
  position: sceneNumber('position'),
  position_end: sceneNumber('position', 'Where the subject stands in the last frame.'),
  size: sceneNumber('size'),
  size_end: sceneNumber('size', 'Size of the subject in the last frame.'),
  time: sceneNumber('time'),
  time_end: sceneNumber('time', 'Time of day in the last frame: 0 is day, 1 sunset, 2 night.', 2),
  palette: sceneNumber('palette'),
  palette_end: sceneNumber('palette', 'Colours of the last frame: -1 is cool, 0 neutral, 1 warm.'),
  weather_amount: weatherAmount,
  weather_amount_end: weatherAmount.describe('How much rain or snow falls in the last frame.'),
  easing: easingParameter,
  loops: z
    .int()
    .min(0)
    .max(100)
    .default(1)
    .describe('How often clouds, waves, rain and snow come back to where they were; 0 holds them still.')
    .meta({ step: 1 }),
  frames: z.int().min(2).max(1000).default(24).describe('How many frames.').meta({ step: 1 }),
  frames_per_second: z
    .number()
    .min(0.1)
    .max(60)
    .default(12)
    .describe('How fast the preview plays.')
    .meta({ unit: 'fps', step: 1 }),
  variation: seedParameter(variationMeaning),
  ...sceneSize,
});

export default defineNode({
  type: 'scene_film',
  version: 1,
  migrations: [],
  title: 'Scene film',
  docs: `Paints a scene whose factors move from one value to another: a film of which the truth is known in every frame.

Position, size, time of day, palette and the amount of rain or snow go from the first frame to the last, with easing. Clouds, waves, rain and snow move by themselves and come back to where they were.`,
  errors: ['A film that would need more than 1 GB of memory: fewer or smaller frames help.'],
  keywords: ['video', 'movie', 'clip', 'animation', 'frames', 'sequence', 'render', 'motion', 'synthetic'],
  inputs: {},
  parameters,
  outputs: { image: port('image', 'One picture per frame.') },
  preview: 'images',
  framesPerSecond: ({ frames_per_second }) => frames_per_second,
  examples: [
    { title: 'Nightfall at sea', parameters: { frames: 4, width: 64, height: 64 } },
    {
      title: 'Snow begins to fall',
      parameters: { weather: 'snow', weather_amount: 0, time_end: 0, frames: 4, width: 64, height: 64 },
    },
  ],
  async compute({ parameters: chosen }, context) {
    const { frames, loops, variation, width, height, easing } = chosen;
    const scenes = Array.from({ length: frames }, (_, frame) => {
      const done = ease(frame / (frames - 1), easing);
      const between = (from: number, to: number) => from + (to - from) * done;
      return {
        factors: {
          subject: chosen.subject,
          colour: chosen.colour,
          ground: chosen.ground,
          weather: chosen.weather,
          style: chosen.style,
          position: between(chosen.position, chosen.position_end),
          size: between(chosen.size, chosen.size_end),
          time: between(chosen.time, chosen.time_end),
          palette: between(chosen.palette, chosen.palette_end),
        },
        circumstances: {
          variation,
          // The last frame is one step before the first of the next round.
          motion: (loops * frame) / frames,
          weatherAmount: between(chosen.weather_amount, chosen.weather_amount_end),
        },
      };
    });
    return { image: await paintScenes(scenes, { width, height }, context) };
  },
});
