import { z } from 'zod';
import type { Posterior } from '../../src/diffusion/model.ts';
import { CLEAN } from '../../src/diffusion/noiseLevel.ts';
import { latentsOf } from '../../src/diffusion/vaeLatents.ts';
import { defineNode } from '../../src/graph/defineNode.ts';
import { port } from '../../src/graph/port.ts';
import { clipCodingOf } from '../support/clips/clipCoding.ts';
import { clipLengthParameter, lengthOfClip } from '../support/clips/clipLength.ts';
import { frameReader } from '../support/clips/frameReader.ts';
import { joinedPosterior } from '../support/clips/joinedPosterior.ts';
import { choiceOf, encodingParameters } from '../support/pictures/encodeItem.ts';

export default defineNode({
  type: 'encode_clip',
  version: 1,
  migrations: [],
  title: 'Encode clip',
  docs: `Turns a film into one point, a clip with a time axis, by an autoencoder of clips such as that of Wan or CogVideoX. The geometry then acts on the motion as well as on the pictures.

Typical setup: connect Load VAE and Load video, followed by Slerp, Difference or Apply directions, and Decode clip.

Such autoencoders are causal: the first frame is a latent frame by itself, and every further one stands for several frames (4 in Wan and CogVideoX), of which it knows what came before. So clips have 1 + 4 k frames, in CogVideoX 1 + 8 k; "length" says what becomes of others. Frames are read as they are needed and go through a few at a time, so that a long film takes little more memory than a short one.

"mean" takes the centre of what the encoder says; "sample" draws from it with the seed. Nodes take a clip as one vector; Act on frames has them act on each latent frame by itself.`,
  errors: [
    'An autoencoder of pictures: Encode makes one point of each frame.',
    'Frames of different sizes, or smaller than a latent cell.',
    'Where "length" is refuse, a number of frames that the autoencoder does not take.',
  ],
  keywords: ['video', 'film', 'vae encode', '3d vae', 'temporal', 'causal', 'wan', 'cogvideox', 'latent'],
  inputs: {
    vae: port('vae', 'An autoencoder of clips, from Load VAE.', { usually: 'load_vae' }),
    frames: port('image_set', 'The frames in their order, of one size.'),
  },
  parameters: z.object({
    length: clipLengthParameter,
    ...encodingParameters,
  }),
  outputs: { latents: port('latents', 'One clean clip.') },
  examples: [
    { title: 'A film as one point', parameters: {} },
    { title: 'With its last frame repeated until the length fits', parameters: { length: 'repeat' } },
  ],
  async compute({ inputs: { vae, frames }, parameters: { length, mode, seed, fit } }, context) {
    const coding = clipCodingOf('vae', vae);
    const count = lengthOfClip(frames.count, coding, length, context);
    const read = frameReader(frames, vae, fit, context);
    const parts: Posterior[] = [];
    let done = 0;
    const counted = async (index: number) => {
      const frame = await read(index);
      done = index + 1;
      return frame;
    };
    for await (const part of coding.encode(count, counted, context.signal)) {
      parts.push(part);
      await context.progress({ step: done, of: count });
    }
    const posterior = joinedPosterior(parts);
    const choice = choiceOf(posterior, mode === 'sample' ? { seed } : {}, context);
    return { latents: { tensor: latentsOf(posterior, vae, choice), level: CLEAN, space: vae.space } };
  },
});
