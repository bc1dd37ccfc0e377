import { z } from 'zod';
import { smoothSequence } from '../../src/geometry/smoothSequence.ts';
import { angleBetween } from '../../src/geometry/sphere.ts';
import { unitSequence } from '../../src/geometry/unitSequence.ts';
import type { Context } from '../../src/graph/context.ts';
import { defineNode } from '../../src/graph/defineNode.ts';
import { port } from '../../src/graph/port.ts';
import type { Report } from '../../src/graph/report.ts';
import { eachOf, type Work } from '../../src/tensor/work.ts';
import { pacedGeometry } from '../support/directions/geometry.ts';
import { formatNumber } from '../support/reports/formatNumber.ts';
import { chart, counted, report, table } from '../support/reports/reports.ts';
import { framesOf, withFrames } from '../support/sequences/frames.ts';
import {
  flickerOf,
  mean,
  motionUnits,
  type SequenceMotion,
  sequenceMotion,
  wholeMotion,
} from '../support/sequences/sequenceMotion.ts';

export default defineNode({
  type: 'smooth_sequence',
  version: 1,
  migrations: [],
  title: 'Smooth sequence',
  docs: `Takes the flicker out of a sequence: each inner frame goes towards the middle of its neighbours on the sphere, again and again, while both ends stay.

Typical setup: connect Encode, or an edit of every frame that flickers, followed by Decode frames and Save video. The report sets before and after side by side.

In each round every frame moves along the great circle to the Karcher mean of its two neighbours, all at once. Strength 1 goes half of the way, which is the filter 1/4, 1/2, 1/4: one round takes out what alternates from frame to frame, and more rounds reach slower trembling, about the root of their number in frames. What moves slowly stays, but what moves fast is smeared over its neighbours: the fewest rounds that do are the best. After very many only the great circle between the ends is left.

Relax path does the same by a weighted loss and can hold frames near where they were. This is faster on long clips, and what a round does is known in advance.`,
  errors: [
    'A frame that is zero, since it has no direction.',
    'Neighbours of a frame that are exactly opposite each other (within 0.001 rad), or a frame opposite their middle.',
  ],
  keywords: [
    'flicker',
    'deflicker',
    'jitter',
    'temporal',
    'filter',
    'denoise trajectory',
    'video',
    'film',
    'relax',
    'karcher',
  ],
  inputs: {
    latents: port('latents', 'The sequence, one frame per item; three or more for it to have an effect.', {
      clips: 'whole',
    }),
  },
  parameters: z.object({
    strength: z
      .number()
      .min(0)
      .max(1)
      .default(1)
      .describe('How far each frame goes in a round: 1 is half of the way to the middle of its neighbours, 0 nothing.')
      .meta({ control: 'slider', step: 0.01 }),
    rounds: z
      .int()
      .min(0)
      .max(1000)
      .default(2)
      .describe('How often it is done: more rounds smooth over more frames, and smear what moves fast.')
      .meta({ unit: 'rounds', step: 1 }),
    radii: z
      .enum(['smoothed', 'kept'])
      .default('smoothed')
      .describe('Norms of the inner frames: smoothed in the same way, or as they were.'),
  }),
  outputs: {
    latents: port('latents', 'The sequence, smoother; its ends are the given ones.'),
    report: port('report', 'Velocity, acceleration, jerk and flicker, before and after.'),
  },
  examples: [
    { title: 'Take out flicker', parameters: {} },
    { title: 'Only a little', parameters: { strength: 0.4, rounds: 2 } },
    { title: 'Calm a trembling course', parameters: { rounds: 60 } },
  ],
  async compute({ inputs: { latents }, parameters: { strength, rounds, radii } }, context) {
    const before = framesOf(latents);
    if (before.length < 3) context.warn('There is no frame between the ends, so nothing was moved.');
    const work = smoothSequence(before, { strength, rounds, radii });
    const frames = await pacedGeometry(work, context, remedies, (round: number) =>
      context.progress({ step: round, of: rounds }),
    );
    return {
      latents: await withFrames(latents, frames, context),
      report: reportOf(
        await motionOf(before, context),
        await motionOf(frames, context),
        await pacedGeometry(turns(before, frames), context),
      ),
    };
  },
});

const remedies = { antipodal: 'Take out one of the frames that are opposite each other.' };

function motionOf(frames: readonly Float32Array[], context: Context): Promise<SequenceMotion> {
  return sequenceMotion(frames.length, (index) => frames[index] as Float32Array, context);
}

/** By which angle each frame was moved. */
function* turns(before: readonly Float32Array[], after: readonly Float32Array[]): Work<number[]> {
  const [from, to] = [yield* unitSequence(before), yield* unitSequence(after)];
  return yield* eachOf(from.units, (unit, index) => angleBetween(unit, to.units[index] as Float64Array));
}

function reportOf(before: SequenceMotion, after: SequenceMotion, moved: readonly number[]): Report {
  const [was, is] = [before, after].map((motion) => wholeMotion(motion, motionUnits(motion, 'latents')));
  const rows = (was ?? []).map(([name, value, unit], index) => [
    name,
    formatNumber(value),
    formatNumber(is?.[index]?.[1]),
    unit,
  ]);
  const pair = (name: string, of: (motion: SequenceMotion) => readonly number[], first: number, what: string) =>
    chart(
      name,
      'line',
      ['frame', [what, 'latent units']],
      [counted('before', of(before), first), counted('after', of(after), first)],
    );
  return report('Smoothed sequence', {
    notes: [changeOf(mean(flickerOf(before)), mean(flickerOf(after)))],
    tables: [table('Before and after', ['figure', 'before', 'after', 'unit'], rows)],
    charts: [
      pair('Velocity', ({ speeds }) => speeds, 1.5, 'norm'),
      pair('Acceleration', ({ accelerations }) => accelerations, 2, 'norm'),
      pair('Jerk', ({ jerks }) => jerks, 2.5, 'norm'),
      pair('Flicker', flickerOf, 2, 'distance from the middle'),
      chart('How far each frame was moved', 'line', ['frame', ['angle', 'rad']], [counted('angle', moved)]),
    ],
  });
}

function changeOf(before: number | undefined, after: number | undefined): string {
  if (!before || after === undefined) return 'There was no flicker to take out.';
  return `Flicker went from ${formatNumber(before)} to ${formatNumber(after)}, ${formatNumber((100 * after) / before)} % of what it was.`;
}
