import { z } from 'zod';
import { defineNode } from '../../src/graph/defineNode.ts';
import { port } from '../../src/graph/port.ts';
import { ArcspaceError } from '../../src/graph/problem.ts';
import { batchItem, batchSize } from '../../src/tensor/tensor.ts';
import { joinedInTime, withTime } from '../../src/tensor/timeAxis.ts';
import { batchOf } from '../support/latents/batch.ts';

export default defineNode({
  type: 'frames_to_clip',
  version: 1,
  migrations: [],
  title: 'Frames to clip',
  docs: `Makes clips of points that follow each other: nodes then take each clip as one vector. It is the way back from Clip to frames.

Typical setup: connect Clip to frames, Smooth sequence, and the latent frames of each clip, followed by Decode clip.

With 0 latent frames all points become one clip. Decode clip takes only what its autoencoder can have made: latent frames of another autoencoder, such as one of pictures, make clips for the geometry alone.`,
  errors: ['A number of points that is not a multiple of the latent frames of a clip.'],
  keywords: ['video', 'time axis', 'stack', 'join', 'temporal', 'sequence'],
  inputs: {
    latents: port('latents', 'Points in their order, clip by clip.'),
    frames: port('number', 'Latent frames of each clip.', { unit: 'latent frames' }),
  },
  parameters: z.object({
    frames: z
      .int()
      .min(0)
      .max(10_000)
      .default(0)
      .describe('Latent frames of each clip; 0 makes one clip of all.')
      .meta({ step: 1, zero: 'all' }),
  }),
  outputs: { latents: port('latents', 'The clips.') },
  examples: [{ title: 'One clip of all', parameters: {} }],
  async compute({ inputs: { latents, frames } }, context) {
    const { tensor, level, space } = latents;
    const points = batchSize(tensor);
    const each = frames === 0 ? points : frames;
    if (!(each >= 1 && Number.isInteger(each) && Number.isInteger(points / each))) throw notWhole(points, each);
    const clips = await batchOf(points / each, context, (clip) =>
      joinedInTime(Array.from({ length: each }, (_, frame) => withTime(batchItem(tensor, clip * each + frame)))),
    );
    return { latents: { tensor: clips, level, space } };
  },
});

function notWhole(points: number, frames: number): ArcspaceError {
  return new ArcspaceError(
    'batch-mismatch',
    `${points} points do not make clips of ${frames} latent frames.`,
    'Wire the latent frames that Clip to frames gives, or 0 to make one clip of all.',
    { port: 'frames' },
  );
}
