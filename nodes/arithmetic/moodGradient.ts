import { z } from 'zod';
import { type MoodOptions, moodGradient } from '../../src/geometry/directions/moodGradient.ts';
import { defineNode } from '../../src/graph/defineNode.ts';
import { port } from '../../src/graph/port.ts';
import type { Direction } from '../../src/graph/values.ts';
import { batchSize } from '../../src/tensor/tensor.ts';
import { eachOf } from '../../src/tensor/work.ts';
import { pacedGeometry } from '../support/directions/geometry.ts';
import { at, commonBatch, itemAt } from '../support/latents/batch.ts';
import { requireSameSize, requireSameSpace } from '../support/latents/compatibility.ts';
import {
  alongParameter,
  oppositeParameter,
  seedParameter,
  strengthParameter,
} from '../support/parameters/parameters.ts';
import { type Follow, warnOfExtrapolation, warnOfPureNoise, warnOfStrengths } from '../support/reports/warnings.ts';
import { withFrames } from '../support/sequences/frames.ts';

export default defineNode({
  type: 'mood_gradient',
  version: 1,
  migrations: [],
  title: 'Mood gradient',
  docs: `Takes a picture from one mood to another: z + strength x d(t), with d(t) between two directions. At t = 0 the picture has the first mood, at t = 1 the second, and in between it passes from the one to the other.

Typical setup: connect a mood from Attribute vector (pictures in the mood, and pictures without it), a picture from Load image and Encode, and Numbers as the list of t, followed by Decode and Image grid. With nothing connected to "from", the picture is unchanged at t = 0.

By "lerp" d(t) = (1 - t) from + t to, which is the default: directions lie on no shell, and half way between snow and sunset is half of each. By "slerp" d(t) turns from one to the other and keeps its strength, so the middle is as moody as the ends; for a single mood both are the same. Opposite moods, such as warm and cool, have no unique path between them; a seed can pick one.

On noisy latents the direction is scaled by the signal rate of their level, as Apply directions does it.`,
  errors: [
    'Moods that are exactly opposite each other (within 0.001 rad) by slerp, unless "opposite moods" lets a seed pick the path.',
    'By slerp, a t so far beyond 0 to 1 that the length of the mood would not be positive.',
    'A direction of another model or size than the latents.',
    'Latents and lists of t and strength of different lengths, except that a single item goes with any.',
  ],
  keywords: ['attribute', 'transition', 'atmosphere', 'day to night', 'interpolate directions', 'sweep'],
  inputs: {
    latents: port('latents', 'The points to change, usually one picture.', { clips: 'whole' }),
    from: port('direction', 'The mood at t = 0; when not connected, the unchanged picture.', {
      clips: 'whole',
      optional: true,
    }),
    to: port('direction', 'The mood at t = 1, from Attribute vector or any other source.', { clips: 'whole' }),
    t: port('numbers', 'Position between the two; a list makes a batch.'),
    strength: port('numbers', 'How much of the mood, one for all or one per t.'),
  },
  parameters: z.object({
    t: alongParameter('Position along the path: 0 is the first mood, 1 the second, values outside extrapolate.'),
    strength: strengthParameter('How much of the mood: 1 is the whole direction.'),
    way: z
      .enum(['lerp', 'slerp'])
      .default('lerp')
      .describe('Mix the two directions evenly, or turn from one to the other at full strength.'),
    opposite_moods: oppositeParameter(
      'What slerp does with moods that are opposite each other: stop with an error, or go through an orthogonal direction that the seed picks.',
    ).meta({ shownWhen: { way: 'slerp' } }),
    axis_seed: seedParameter('Picks the path between opposite moods.').meta({
      shownWhen: { opposite_moods: 'seeded_axis' },
    }),
  }),
  outputs: { latents: port('latents', 'The picture in the mood at t, at the level of the input.') },
  examples: [
    { title: 'Half of each', parameters: { t: 0.5 } },
    { title: 'At full strength throughout', parameters: { t: 0.5, way: 'slerp' } },
  ],
  async compute({ inputs: { latents, from, to, t, strength }, parameters }, context) {
    const moods = from ? { from, to } : { to };
    for (const [name, direction] of Object.entries(moods)) {
      requireSameSpace('latents', latents, name, direction);
      requireSameSize('latents', latents.tensor, name, direction.tensor);
    }
    const count = commonBatch({ latents: batchSize(latents.tensor), t: t.length, strength: strength.length });
    const of = (index: number) => ({ t: at(t, index), strength: at(strength, index) });
    const steps = Array.from({ length: count }, (_, index) => of(index));
    warnOfExtrapolation(t, { from: 'the first mood', to: 'the second mood' }, context);
    warnOfStrengths(follows(moods, steps), context);
    warnOfPureNoise(latents, context);
    const end = to.tensor.data;
    const start = from?.tensor.data ?? new Float32Array(end.length);
    const work = eachOf(steps, (step, index) => {
      const way = from ? moodOptions(parameters) : {};
      const options = { ...way, strength: step.strength * latents.level.signal };
      return moodGradient(itemAt(latents.tensor, index).data, start, end, [step.t], options);
    });
    const frames = (await pacedGeometry(work, context, remedies)).flat();
    return { latents: await withFrames(latents, frames, context) };
  },
});

interface Step {
  readonly t: number;
  readonly strength: number;
}

interface MoodChoices {
  readonly way: 'lerp' | 'slerp';
  readonly opposite_moods: 'refuse' | 'seeded_axis';
  readonly axis_seed: number;
}

const remedies = {
  antipodal: 'Set "opposite moods" to seeded axis, or choose lerp.',
  'negative-radius': 'Stay nearer to the range 0 to 1, or choose lerp.',
};

function moodOptions({ way, opposite_moods, axis_seed }: MoodChoices): MoodOptions {
  return { mode: way, ...(opposite_moods === 'seeded_axis' && { axisSeed: axis_seed }) };
}

/** By lerp each mood is followed by its share of the strength. */
function follows({ from, to }: { from?: Direction; to: Direction }, steps: readonly Step[]): Follow[] {
  const second = { direction: to, strengths: steps.map(({ t, strength }) => t * strength) };
  const first = from && { direction: from, strengths: steps.map(({ t, strength }) => (1 - t) * strength) };
  return first ? [first, second] : [second];
}
