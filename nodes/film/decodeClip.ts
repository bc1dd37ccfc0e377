import { z } from 'zod';
import { isClean } from '../../src/diffusion/noiseLevel.ts';
import { clipFrames, isClip } from '../../src/graph/clips/clip.ts';
import { defineNode } from '../../src/graph/defineNode.ts';
import { port } from '../../src/graph/port.ts';
import { ArcspaceError } from '../../src/graph/problem.ts';
import { batchSize } from '../../src/tensor/tensor.ts';
import { clipCodingOf } from '../support/clips/clipCoding.ts';
import { framesOfLatents } from '../support/clips/clipLength.ts';
import { decodedClips } from '../support/clips/decodedClips.ts';
import { requireSameSpace } from '../support/latents/compatibility.ts';

export default defineNode({
  type: 'decode_clip',
  version: 1,
  migrations: [],
  title: 'Decode clip',
  docs: `Turns clips back into films, by the autoencoder of clips that they belong to. A batch of clips becomes one film after the other.

Typical setup: connect Load VAE and what Encode clip or Slerp gives, followed by Save video.

The first latent frame becomes one frame, every further one several (4 in Wan and CogVideoX). Frames are decoded as the next node asks for them, a few at a time, so that a long clip takes little more memory than a short one. What is read out of order is decoded anew from the first frame of its clip, because each frame builds on those before.`,
  errors: [
    'Latents of pictures: Decode takes them.',
    'Clips of another autoencoder than the vae, or an autoencoder of pictures.',
    'A number of latent frames that the autoencoder does not decode.',
    'Values that are not finite, when their frame is decoded.',
  ],
  keywords: ['video', 'film', 'vae decode', '3d vae', 'temporal', 'causal', 'wan', 'cogvideox', 'frames', 'pixels'],
  inputs: {
    vae: port('vae', 'The autoencoder of clips that the latents belong to.', { usually: 'load_vae' }),
    latents: port('latents', 'Clean clips.', { clips: 'either' }),
  },
  parameters: z.object({
    frames_per_second: z
      .number()
      .min(1)
      .max(240)
      .default(16)
      .describe('How fast the frames follow each other.')
      .meta({ unit: 'fps', step: 1 }),
  }),
  outputs: {
    frames: port('image_set', 'The frames in their order, decoded when they are needed.'),
    count: port('number', 'How many there are.', { unit: 'frames' }),
  },
  preview: 'images',
  examples: [{ title: 'Before Save video', parameters: {} }],
  async compute({ inputs: { vae, latents }, parameters: { frames_per_second } }, context) {
    requireSameSpace('vae', vae, 'latents', latents);
    const coding = clipCodingOf('vae', vae);
    if (!isClip(latents)) throw notClips();
    if (!isClean(latents.level)) {
      context.warn('These clips still carry noise, and so will the frames. Denoise them first.');
    }
    const each = framesOfLatents('latents', clipFrames(latents), coding);
    const count = batchSize(latents.tensor) * each;
    const read = decodedClips(vae, coding, latents.tensor, each);
    return { frames: { count, framesPerSecond: frames_per_second, sequential: true, read }, count };
  },
});

function notClips(): ArcspaceError {
  return new ArcspaceError(
    'no-clips',
    '"latents" are points of pictures, without a time axis.',
    'Use Decode for pictures, or make clips of them with Frames to clip.',
    { port: 'latents' },
  );
}
