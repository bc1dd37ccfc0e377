import { z } from 'zod';
import type { Context, FilmEncoding } from '../../src/graph/context.ts';
import { defineNode } from '../../src/graph/defineNode.ts';
import { port } from '../../src/graph/port.ts';
import { ArcspaceError } from '../../src/graph/problem.ts';
import type { ImageSet } from '../../src/graph/values.ts';
import { centreCropped } from '../../src/images/resample.ts';
import type { Tensor } from '../../src/tensor/tensor.ts';
import { finish } from '../../src/tensor/work.ts';
import { fileNameParameter } from '../support/parameters/fileName.ts';
import { pictureSize } from '../support/pictures/pictureSize.ts';

/** Of pictures that do not say how fast they follow each other. */
const usualRate = 25;

export default defineNode({
  type: 'save_video',
  version: 1,
  migrations: [],
  title: 'Save video',
  docs: `Writes pictures as a film to the output folder, one after the other, so that it may be longer than the memory is large. The film carries the workflow that made it: drop it on the editor to open that workflow again.

MP4 with H.264 plays nearly everywhere; WebM with VP9 in every browser. AV1 makes smaller files and takes many times longer. The pictures become 8 bits of brightness with colours at half the resolution, as in nearly all films.

"sound" names a film whose sound is copied as it is. "There and back" plays the frames forwards and then backwards without showing an end twice, so that a player that repeats the film shows no jump.`,
  errors: [
    'Pictures of different sizes.',
    'An output folder that cannot be written to, or a full disk.',
    'A kind of encoding that the kind of file does not hold: H.264 in WebM.',
  ],
  keywords: ['film', 'movie', 'mp4', 'webm', 'h264', 'vp9', 'av1', 'export', 'write', 'animation'],
  inputs: {
    frames: port('image_set', 'The pictures, in their order.'),
    frames_per_second: port('number', 'How fast they follow each other; 0 is as in the film that they come from.', {
      unit: 'fps',
    }),
  },
  parameters: z.object({
    filename: fileNameParameter('film'),
    format: z
      .enum(['mp4', 'webm'])
      .default('mp4')
      .describe('The kind of file.')
      .meta({ choices: { mp4: 'MP4', webm: 'WebM' } }),
    encoding: z
      .enum(['auto', 'h264', 'vp9', 'av1'])
      .default('auto')
      .describe('How the pictures are encoded. Auto is H.264 in MP4 where this system has it, and VP9 otherwise.')
      .meta({ choices: { h264: 'H.264', vp9: 'VP9', av1: 'AV1' } }),
    quality: z
      .int()
      .min(0)
      .max(100)
      .default(75)
      .describe('How many bits each picture may take: every 17 more double them.')
      .meta({ control: 'slider', step: 1 }),
    frames_per_second: z
      .number()
      .min(0)
      .max(240)
      .default(0)
      .describe(
        `How fast the frames follow each other. 0 is as fast as in the film that they come from, or ${usualRate}.`,
      )
      .meta({ unit: 'fps', step: 1, zero: 'as they come' }),
    loop: z.enum(['once', 'there_and_back']).default('once').describe('Each frame once, or there and back.'),
    sound: z
      .string()
      .max(1000)
      .default('')
      .describe('A film whose sound is copied; none where it is empty.')
      .meta({ control: 'film_file' }),
    sound_start: z
      .number()
      .min(0)
      .max(1e6)
      .default(0)
      .describe('How many seconds of that sound are left out.')
      .meta({ unit: 's', step: 0.1 }),
    include_workflow: z.boolean().default(true).describe('Whether the film carries the workflow that made it.'),
  }),
  outputs: { frames: port('image_set', 'The frames of the film as it was written.') },
  effects: 'writes-files',
  reads: ({ sound }) => (sound === '' ? [] : [sound]),
  preview: 'images',
  terminal: true,
  examples: [{ title: 'A film for every browser', parameters: { filename: 'morph', format: 'webm' } }],
  async compute({ inputs, parameters }, context) {
    const { filename, format, quality, sound, sound_start, include_workflow } = parameters;
    const codec = codecFor(parameters, await context.films.encodings(), context);
    const framesPerSecond = inputs.frames_per_second || inputs.frames.framesPerSecond || usualRate;
    const order = orderOf(inputs.frames.count, parameters.loop);
    const encoding: FilmEncoding = {
      container: format,
      codec,
      quality,
      framesPerSecond,
      workflow: include_workflow,
      ...(sound !== '' && { sound: { path: sound, from: sound_start } }),
      warn: context.warn,
    };
    const pictures = inOneSize(inputs.frames, order, { even: codec === 'h264' }, context);
    const path = await context.films.write(`${filename}.${format}`, pictures, encoding);
    const film = await context.films.open(path, context);
    const written: ImageSet = {
      count: film.times.length,
      framesPerSecond,
      read: (index, reader) => film.read(index, reader?.signal),
    };
    return { frames: written };
  },
});

interface EncodingChoice {
  readonly format: 'mp4' | 'webm';
  readonly encoding: 'auto' | Codec;
}

type Codec = FilmEncoding['codec'];

function codecFor(
  { format, encoding }: EncodingChoice,
  here: readonly Codec[],
  { warn }: Pick<Context, 'warn'>,
): Codec {
  if (encoding === 'auto') {
    if (format === 'webm') return 'vp9';
    if (here.includes('h264')) return 'h264';
    warn(
      'H.264 needs FFmpeg, which is not installed, so this MP4 holds VP9, which some players do not show. Choose WebM, or install FFmpeg as the README says under Films.',
    );
    return 'vp9';
  }
  if (format === 'mp4' || encoding !== 'h264') return encoding;
  throw new ArcspaceError('wrong-encoding', 'WebM does not hold H.264.', 'Choose MP4, or VP9 or AV1.', {
    port: 'encoding',
    ports: ['encoding', 'format'],
  });
}

/** 0 1 2 3, or 0 1 2 3 2 1 */
function orderOf(count: number, loop: 'once' | 'there_and_back'): number[] {
  const there = Array.from({ length: count }, (_, index) => index);
  return loop === 'once' ? there : [...there, ...there.slice(1, -1).reverse()];
}

/** @throws ArcspaceError where a picture has another size than the first. */
async function* inOneSize(
  set: ImageSet,
  order: readonly number[],
  { even }: { readonly even: boolean },
  context: Context,
): AsyncGenerator<Tensor> {
  let first: string | undefined;
  for (const [step, index] of order.entries()) {
    context.signal.throwIfAborted();
    const picture = await set.read(index, context);
    first ??= pictureSize(picture);
    if (pictureSize(picture) !== first) throw anotherSize(index, pictureSize(picture), first);
    yield even ? inEvenSize(picture, context) : picture;
    await context.progress({ step: step + 1, of: order.length, preview: async () => picture });
  }
}

function anotherSize(index: number, size: string, first: string): ArcspaceError {
  return new ArcspaceError(
    'size-mismatch',
    `Frame ${index + 1} is ${size}, and the first is ${first}. All frames of a film have one size.`,
    'Set width and height where the pictures are loaded.',
    { port: 'frames' },
  );
}

/** H.264 keeps colours in squares of two by two pixels. */
function inEvenSize(picture: Tensor, context: Context): Tensor {
  const [, , height = 0, width = 0] = picture.shape;
  const [evenWidth, evenHeight] = [Math.max(2, width - (width % 2)), Math.max(2, height - (height % 2))];
  if (evenWidth === width && evenHeight === height) return picture;
  context.warn(
    `H.264 needs even sides: the frames were cropped from ${pictureSize(picture)} to ${evenWidth} x ${evenHeight} px. VP9 keeps odd ones.`,
  );
  return finish(centreCropped(picture, evenWidth, evenHeight));
}
