import { z } from 'zod';
import { clipFrames, isClip } from '../../src/graph/clips/clip.ts';
import { defineNode } from '../../src/graph/defineNode.ts';
import { port } from '../../src/graph/port.ts';
import { ArcspaceError } from '../../src/graph/problem.ts';
import { batchItem, batchSize } from '../../src/tensor/tensor.ts';
import { frameAt } from '../../src/tensor/timeAxis.ts';
import { batchOf } from '../support/latents/batch.ts';

export default defineNode({
  type: 'clip_to_frames',
  version: 1,
  migrations: [],
  title: 'Clip to frames',
  docs: `Makes a batch of the latent frames of clips, one point for each. Every node that takes points of pictures then works on them: reports, viewers, sequences.

Typical setup: connect Encode clip, followed by Motion report, Smooth sequence or Latent viewer; Frames to clip leads back.

Latent frames come clip by clip, in their order. Each is one point of the space, with channels, rows and columns; all but the first stand for several frames of the film, so that decoding one by itself gives only a rough picture.`,
  errors: ['Points of pictures, which have no time axis.'],
  keywords: ['video', 'time axis', 'split', 'unstack', 'batch', 'temporal', 'sequence'],
  inputs: { latents: port('latents', 'Clips of one length.', { clips: 'either' }) },
  parameters: z.object({}),
  outputs: {
    latents: port('latents', 'One point for each latent frame, clip by clip.'),
    frames: port('number', 'Latent frames of each clip, for Frames to clip.', { unit: 'latent frames' }),
  },
  examples: [{ title: 'Before a report on sequences', parameters: {} }],
  async compute({ inputs: { latents } }, context) {
    if (!isClip(latents)) throw notClips();
    const { tensor, level, space } = latents;
    const frames = clipFrames(latents);
    const points = await batchOf(batchSize(tensor) * frames, context, (index) =>
      frameAt(batchItem(tensor, Math.floor(index / frames)), index % frames),
    );
    return { latents: { tensor: points, level, space }, frames };
  },
});

function notClips(): ArcspaceError {
  return new ArcspaceError(
    'no-clips',
    '"latents" are points of pictures already, without a time axis.',
    'Wire them past this node.',
    { port: 'latents' },
  );
}
