import { z } from 'zod';
import type { Context } from '../../src/graph/context.ts';
import { defineNode } from '../../src/graph/defineNode.ts';
import { port } from '../../src/graph/port.ts';
import { batchItem, batchItems, batchSize, type Tensor } from '../../src/tensor/tensor.ts';
import { joined } from '../support/latents/batch.ts';
import { fileNameParameter } from '../support/parameters/fileName.ts';

export default defineNode({
  type: 'save_animation',
  version: 1,
  migrations: [],
  title: 'Save animation',
  docs: `Writes the pictures of a batch as the frames of an animated GIF. "There and back" plays the frames forwards and then backwards without showing an end twice, so that the loop has no jump.

GIF stores the time of a frame in hundredths of a second; the rounding is spread over the frames, so that the whole keeps its time.`,
  errors: ['An output folder that cannot be written to, or a full disk.'],
  keywords: ['gif', 'video', 'frames', 'export', 'movie'],
  inputs: { image: port('image', 'One picture per frame.') },
  parameters: z.object({
    filename: fileNameParameter('animation'),
    frames_per_second: z
      .number()
      .min(0.1)
      .max(50)
      .default(12)
      .describe('How fast the frames follow each other.')
      .meta({ unit: 'fps', step: 1 }),
    loop: z
      .enum(['once', 'forever', 'there_and_back'])
      .default('forever')
      .describe('Play once, start again from the first frame for ever, or go there and back for ever.'),
  }),
  outputs: { image: port('image', 'The frames as written, passed through.') },
  effects: 'writes-files',
  preview: 'images',
  framesPerSecond: ({ frames_per_second }) => frames_per_second,
  terminal: true,
  examples: [{ title: 'A loop without a jump', parameters: { filename: 'morph', loop: 'there_and_back' } }],
  async compute({ inputs: { image }, parameters: { filename, frames_per_second, loop } }, context) {
    const frames = loop === 'there_and_back' ? await thereAndBack(image, context) : image;
    const pace = { framesPerSecond: frames_per_second, loop: loop !== 'once' };
    const bytes = await context.images.animate(frames, pace, context.signal);
    await context.files.write(`${filename}.gif`, bytes);
    return { image: frames };
  },
});

/** 0 1 2 3 -> 0 1 2 3 2 1 */
function thereAndBack(image: Tensor, context: Context): Promise<Tensor> {
  const inner = Array.from({ length: Math.max(0, batchSize(image) - 2) }, (_, index) =>
    batchItem(image, batchSize(image) - 2 - index),
  );
  return joined([...batchItems(image), ...inner], context);
}
