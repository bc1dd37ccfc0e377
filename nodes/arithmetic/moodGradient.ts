import { z } from 'zod';
import { moodGradient } from '../../src/geometry/directions/moodGradient.ts';
import { defineNode } from '../../src/graph/defineNode.ts';
import { port } from '../../src/graph/port.ts';
import { batchSize } from '../../src/tensor/tensor.ts';
import { at, commonBatch, itemAt } from '../support/batch.ts';
import { requireSameSize, requireSameSpace } from '../support/belonging.ts';
import { singleItem, withFrames } from '../support/frames.ts';
import { answering } from '../support/geometry.ts';
import { alongParameter, oppositeParameter, seedParameter, strengthParameter } from '../support/parameters.ts';

export default defineNode({
  type: 'mood_gradient',
  version: 1,
  migrations: [],
  title: 'Mood gradient',
  docs: `Leads one picture from one mood to another: z + strength x d(t), with d(t) between two directions. At t = 0 the picture has the first mood, at t = 1 the second, and in between it passes from the one to the other.

By "lerp" d(t) = (1 - t) from + t to, which is the default: directions carry no shell, and half way between snow and sunset is half of each. By "slerp" d(t) turns from the one to the other and keeps its strength, so that the middle is as moody as the ends. Moods that are opposed, such as warm and cool, have no single way round: that is an error, unless a seed picks one.

A list of t (from a Numbers node) makes a batch. On noisy latents the direction is scaled by the signal rate of their level, as Apply directions does it.`,
  keywords: ['attribute', 'transition', 'atmosphere', 'day to night', 'interpolate directions', 'sweep'],
  inputs: {
    latents: port('latents', 'The points to change, usually one picture.'),
    from: port('direction', 'The mood at t = 0, from Attribute vector or any other source.'),
    to: port('direction', 'The mood at t = 1.'),
    t: port('numbers', 'How far from the one to the other; a list makes a batch.'),
    strength: port('numbers', 'How much of the mood, one for all or one per t.'),
  },
  parameters: z.object({
    t: alongParameter('How far along: 0 is the first mood, 1 the second, beyond extrapolates.'),
    strength: strengthParameter('How much of the mood: 1 is the whole direction.'),
    way: z
      .enum(['lerp', 'slerp'])
      .default('lerp')
      .describe('Mix the two directions evenly, or turn from one to the other at full strength.'),
    opposite_moods: oppositeParameter(
      'What slerp does with moods that are opposite each other: stop with an error, or go through an orthogonal direction that the seed picks.',
    ),
    axis_seed: seedParameter('Picks the way between opposite moods.'),
  }),
  outputs: { latents: port('latents', 'The picture in the mood at t, at the level that came in.') },
  examples: [
    { title: 'Half of each', parameters: { t: 0.5 } },
    { title: 'At full strength all the way', parameters: { t: 0.5, way: 'slerp' } },
  ],
  compute({ inputs: { latents, from, to, t, strength }, parameters }) {
    for (const [name, direction] of Object.entries({ from, to })) {
      requireSameSpace('latents', latents, name, direction);
      requireSameSize('latents', latents.tensor, name, direction.tensor);
    }
    const [first, second] = [singleItem('from', from).data, singleItem('to', to).data];
    const count = commonBatch({ latents: batchSize(latents.tensor), t: t.length, strength: strength.length });
    const { way, opposite_moods, axis_seed } = parameters;
    const options = { mode: way, ...(opposite_moods === 'seeded_axis' && { axisSeed: axis_seed }) };
    const frames = Array.from({ length: count }, (_, index) => {
      const point = itemAt(latents.tensor, index).data;
      const scaled = { ...options, strength: at(strength, index) * latents.level.signal };
      return answering(() => moodGradient(point, first, second, [at(t, index)], scaled), {
        antipodal: 'Set "opposite moods" to seeded axis, or choose lerp.',
        'zero-vector': 'Choose lerp, where a mood may be nothing.',
      });
    });
    return { latents: withFrames(latents, frames.flat()) };
  },
});
