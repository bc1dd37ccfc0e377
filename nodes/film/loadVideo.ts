import { z } from 'zod';
import type { Film } from '../../src/graph/context.ts';
import { defineNode } from '../../src/graph/defineNode.ts';
import { animationFormatNames, filmFormatNames } from '../../src/graph/filmFormats.ts';
import { port } from '../../src/graph/port.ts';
import type { ImageSet } from '../../src/graph/values.ts';
import { centreCropped, resized } from '../../src/images/resample.ts';
import { finish } from '../../src/tensor/work.ts';
import { fileParameter } from '../support/parameters/parameters.ts';
import { type AskedSize, scaledSize, sizeParameters } from '../support/pictures/pictureSize.ts';
import { chosenFrames } from '../support/sequences/chosenFrames.ts';

const seconds = (description: string, zero?: string) =>
  z
    .number()
    .min(0)
    .max(1e6)
    .default(0)
    .describe(description)
    .meta({ unit: 's', step: 0.1, ...(zero !== undefined && { zero }) });

export default defineNode({
  type: 'load_video',
  version: 1,
  migrations: [],
  title: 'Load video',
  docs: `Names the frames of a film as a set, in their order. They are read one at a time by the node that needs them, so that a long film takes no more memory than a short one. Encode and Save video take sets.

Files are ${filmFormatNames}, with VP8 or VP9 inside; where FFmpeg is installed, as the README says under Films, also with H.264, HEVC or AV1, and with 10 bits. Animated pictures (${animationFormatNames}) are read once through, each frame as a browser shows it, on white; AVIF needs FFmpeg. Frames are turned upright as the film says. "frame_rate" 0 takes the frames as they are; any other rate takes the frame that is shown at each of its moments, which is what films of varying rate need. Sound is not read: Save video copies it.`,
  errors: [
    'A file that is not there, cannot be read, or lies outside the folders that may be read.',
    'A file that is no film of these kinds, has high dynamic range, or has no key frame; a picture that does not move, or an AVIF sequence with transparency.',
    'A film in H.264, HEVC or AV1, or with 10 bits, where FFmpeg is not installed.',
    'A film that is damaged: the error names the time when that frame is reached.',
    'A range of time in which there is no frame.',
  ],
  keywords: [
    'film',
    'movie',
    'clip',
    'frames',
    'mp4',
    'mov',
    'webm',
    'gif',
    'apng',
    'webp',
    'avif',
    'animation',
    'open',
    'file',
    'sequence',
  ],
  inputs: {},
  parameters: z.object({
    path: fileParameter('images/films/nightfall.webm', 'film_file'),
    start: seconds('Where in the film to begin.'),
    end: seconds('Where in the film to end. 0 goes on to its end.', 'end'),
    frame_rate: z
      .number()
      .min(0)
      .max(240)
      .default(0)
      .describe('Frames taken in each second of the film; 0 takes every frame that there is.')
      .meta({ unit: 'fps', step: 1, zero: 'all' }),
    every: z
      .int()
      .min(1)
      .max(10_000)
      .default(1)
      .describe('Takes only every so many frames: 2 takes the first, the third, the fifth.')
      .meta({ step: 1 }),
    ...sizeParameters,
  }),
  outputs: {
    frames: port('image_set', 'The frames in their order, read when they are needed.'),
    count: port('number', 'How many there are.', { unit: 'frames' }),
    frames_per_second: port('number', 'How fast they follow each other.', { unit: 'fps' }),
  },
  effects: 'reads-files',
  reads: ({ path }) => [path],
  preview: 'images',
  examples: [
    { title: 'The whole film', parameters: {} },
    { title: 'Eight frames a second of the first second', parameters: { end: 1, frame_rate: 8 } },
  ],
  async compute({ parameters }, context) {
    const film = await context.films.open(parameters.path, context);
    const { frames, framesPerSecond, warning } = chosenFrames(film, parameters);
    if (warning !== undefined) context.warn(warning);
    const set: ImageSet = {
      count: frames.length,
      framesPerSecond,
      read: async (index, reader) => atSize(await film.read(frames[index] ?? 0, reader?.signal), film, parameters),
    };
    return { frames: set, count: frames.length, frames_per_second: framesPerSecond };
  },
});

function atSize(frame: Awaited<ReturnType<Film['read']>>, film: Film, asked: AskedSize) {
  const { width, height } = asked;
  if (width === 0 && height === 0) return frame;
  const size = scaledSize(film, asked);
  const picture = resized(frame, size.width, size.height);
  return width > 0 && height > 0 ? finish(centreCropped(picture, width, height)) : picture;
}
