import { z } from 'zod';
import { easings } from '../../../src/geometry/easing.ts';
import { lerp } from '../../../src/geometry/lerp.ts';
import type { Interpolate } from '../../../src/geometry/path.ts';
import { slerp } from '../../../src/geometry/slerp.ts';
import type { Remedies } from '../directions/geometry.ts';
import { oppositeParameter, seedParameter } from '../parameters/parameters.ts';

/** How to go from one frame to the next, and what to do where the great circle is not the only one. */
export const interpolationParameters = {
  way: z
    .enum(['slerp', 'lerp'])
    .default('slerp')
    .describe(
      'How to interpolate between frames: on the great circle, which keeps the norm that noise needs, or on the straight line.',
    ),
  opposite_points: oppositeParameter(
    'What slerp does between frames that are opposite each other: stop with an error, or go through an orthogonal axis that the seed picks.',
  ).meta({ shownWhen: { way: 'slerp' } }),
  axis_seed: seedParameter('Picks the path between opposite frames.').meta({
    shownWhen: { opposite_points: 'seeded_axis' },
  }),
};

interface PathChoices {
  readonly way: 'slerp' | 'lerp';
  readonly opposite_points: 'refuse' | 'seeded_axis';
  readonly axis_seed: number;
}

export const easingParameter = z
  .enum(easings)
  .default('linear')
  .describe(
    'How the steps are spaced: evenly (linear), small at both ends (cosine, smoothstep), small at the start (ease in) or at the end (ease out).',
  );

/** slerp with the radius in equal steps, or lerp. */
export function interpolationOf({ way, opposite_points, axis_seed }: PathChoices): Interpolate {
  if (way === 'lerp') return lerp;
  if (opposite_points === 'refuse') return slerp;
  return (a, b, t) => slerp(a, b, t, { axisSeed: axis_seed });
}

export const interpolationRemedies: Remedies = {
  antipodal: 'Set "opposite points" to seeded axis, choose lerp, or move one of the two a little.',
};
