import { z } from 'zod';
import { defineNode } from '../../src/graph/defineNode.ts';
import { port } from '../../src/graph/port.ts';

export default defineNode({
  type: 'image_size',
  version: 1,
  migrations: [],
  title: 'Image size',
  docs: `Says how wide and how high pictures are, and how many there are. Connect the numbers to Empty latents, so that a new picture has the size of an old one.

Typical setup: connect Load image, followed by Empty latents.`,
  keywords: ['get image size', 'getimagesize', 'width', 'height', 'resolution', 'dimensions', 'count'],
  inputs: { image: port('image', 'The pictures.') },
  parameters: z.object({}),
  outputs: {
    width: port('number', 'Their width.', { unit: 'px' }),
    height: port('number', 'Their height.', { unit: 'px' }),
    count: port('number', 'How many pictures there are.'),
  },
  examples: [{ title: 'The size of a picture', parameters: {} }],
  compute({ inputs: { image } }) {
    const [count, , height, width] = image.shape as [number, number, number, number];
    return { width, height, count };
  },
});
