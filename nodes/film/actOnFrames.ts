import { z } from 'zod';
import { defineNode } from '../../src/graph/defineNode.ts';
import { port } from '../../src/graph/port.ts';

export default defineNode({
  type: 'act_on_frames',
  version: 1,
  migrations: [],
  title: 'Act on frames',
  docs: `Says whether the nodes that follow take a clip as one vector or act on each of its latent frames by itself. The clip stays the same.

Typical setup: connect Encode clip, followed by Slerp, Path or Apply directions.

Whole clips are one vector each, frames, channels, rows and columns together: one angle, one norm and one mean for the whole motion. Frame by frame, a node is computed once for each latent frame, as if it were that of a picture, and makes clips of what it gives: every frame turns by its own angle and keeps its own norm. Points and directions of pictures beside the clips count in every frame, so that a direction of pictures acts on a film.

What is linear, such as Lerp, Difference or Apply directions, gives the same either way, with two exceptions: Apply directions by Gram-Schmidt takes the directions apart by the angles in each frame, and Difference refuses a frame that is the same on both sides. It holds for all nodes that follow, until another of these says otherwise. A direction that was made frame by frame stays so: for one of whole clips, set this to whole clips before the node that makes it. Nodes that make pictures or numbers need Clip to frames instead.`,
  keywords: ['clip', 'video', 'frame by frame', 'whole', 'time axis', 'temporal'],
  inputs: { latents: port('latents', 'Clips; points of pictures pass as they are.', { clips: 'either' }) },
  parameters: z.object({
    act_on: z
      .enum(['frames', 'clips'])
      .default('frames')
      .describe('What the nodes that follow act on.')
      .meta({ choices: { frames: 'each frame', clips: 'whole clips' } }),
  }),
  outputs: { latents: port('latents', 'The same clips.') },
  examples: [
    { title: 'Each frame by itself', parameters: {} },
    { title: 'Whole clips again', parameters: { act_on: 'clips' } },
  ],
  compute: ({ inputs: { latents }, parameters: { act_on } }) => ({ latents: { ...latents, actOn: act_on } }),
});
