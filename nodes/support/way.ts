import { z } from 'zod';
import { easings } from '../../src/geometry/easing.ts';
import { lerp } from '../../src/geometry/lerp.ts';
import type { Interpolate } from '../../src/geometry/path.ts';
import { slerp } from '../../src/geometry/slerp.ts';
import type { Remedies } from './geometry.ts';

export const wayParameter = z
  .enum(['slerp', 'lerp'])
  .default('slerp')
  .describe(
    'How to go from one frame to the next: on the great circle, which keeps the norm that noise needs, or on the straight line.',
  );

export const easingParameter = z
  .enum(easings)
  .default('linear')
  .describe(
    'How the steps are spread: evenly (linear), small at both ends (cosine, smoothstep), small at the start (ease in) or at the end (ease out).',
  );

/** slerp with the radius in equal steps, or lerp. */
export function wayOf(name: z.output<typeof wayParameter>): Interpolate {
  return name === 'slerp' ? slerp : lerp;
}

export const wayRemedies: Remedies = { antipodal: 'Choose lerp, or move one of the two a little.' };
