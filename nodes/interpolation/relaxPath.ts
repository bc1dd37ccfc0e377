import { z } from 'zod';
import { relaxPath } from '../../src/geometry/relaxPath.ts';
import { defineNode } from '../../src/graph/defineNode.ts';
import { port } from '../../src/graph/port.ts';
import type { Report } from '../../src/graph/report.ts';
import { pacedGeometry } from '../support/directions/geometry.ts';
import { formatNumber } from '../support/reports/formatNumber.ts';
import { chart, counted, report } from '../support/reports/reports.ts';
import { framesOf, withFrames } from '../support/sequences/frames.ts';

const weight = (value: number, description: string) =>
  z.number().min(0).max(1000).default(value).describe(description).meta({ step: 0.1 });

export default defineNode({
  type: 'relax_path',
  version: 1,
  migrations: [],
  title: 'Relax path',
  docs: `Straightens a jittery sequence by moving its inner frames on the sphere, while both ends stay fixed. It lowers a weighted loss by gradient descent; a step that would not lower the loss is halved, so it never gets worse.

Typical setup: connect Path, or Load images and Encode, then Denoise where there is noise, and Decode; Trajectory report says what has changed.

The loss adds up: bends, as the squared distance of each frame from the middle of its neighbours (straightness), or of all spans from their great circles (global straightness); squared angles between neighbours, which makes the path short and even (energy); the variance of these angles, which makes it even without shortening it (spacing); and squared angles to the frames as they were (fidelity), which holds them back.

Straightness alone ends on the great circle between the two ends. A little fidelity removes the jitter and keeps the course. The report shows how the loss fell.`,
  errors: [
    'A frame that is zero, in a sequence of three or more, since it has no direction.',
    'Frames that are exactly opposite each other (within 0.001 rad), where a weight above 0 needs the path between them.',
  ],
  keywords: ['smooth', 'straighten', 'jitter', 'denoise trajectory', 'sequence', 'geodesic', 'video'],
  inputs: {
    latents: port('latents', 'The sequence, one frame per item; three or more for it to have an effect.', {
      clips: 'whole',
    }),
  },
  parameters: z.object({
    straightness: weight(1, 'Weight of bends: distance of each frame from the middle of its neighbours.'),
    global_straightness: weight(0, 'Weight of bends over all spans: straight as a whole.'),
    energy: weight(0, 'Weight of squared angles between neighbours: short and even.'),
    spacing: weight(0, 'Weight of the variance of these angles: even, but no shorter.'),
    fidelity: weight(0.05, 'Weight of squared angles to the frames as they were: 0 lets them go anywhere.'),
    rounds: z
      .int()
      .min(1)
      .max(10_000)
      .default(500)
      .describe('Maximum number of descent steps; it stops earlier when the loss no longer falls.')
      .meta({ unit: 'steps', step: 10 }),
    radii: z
      .enum(['kept', 'linear'])
      .default('kept')
      .describe('Norms of the inner frames: as they were, or on a line between those of the ends.'),
  }),
  outputs: {
    latents: port('latents', 'The sequence, straighter.'),
    report: port('report', 'How the weighted loss fell.'),
  },
  examples: [
    { title: 'Less jitter on the same course', parameters: { straightness: 1, fidelity: 0.05 } },
    { title: 'The great circle between the ends', parameters: { fidelity: 0, radii: 'linear' } },
    { title: 'Even pace', parameters: { straightness: 0, spacing: 1, fidelity: 0 } },
  ],
  async compute({ inputs: { latents }, parameters }, context) {
    if (framesOf(latents).length < 3) context.warn('There is no frame between the ends, so nothing was moved.');
    const { rounds, radii, global_straightness, ...others } = parameters;
    const weights = { ...others, globalStraightness: global_straightness };
    const descent = relaxPath(framesOf(latents), { weights, rounds, radii });
    const { frames, losses } = await pacedGeometry(descent, context, remedies, async (round) => {
      if (round % 10 === 0) await context.progress({ step: round, of: rounds });
    });
    return { latents: await withFrames(latents, frames, context), report: reportOf(losses) };
  },
});

const remedies = {
  antipodal: 'Take out one of the frames that are opposite each other, or leave out the weight that needs their way.',
};

function reportOf(losses: readonly number[]): Report {
  const [first, last] = [losses[0], losses.at(-1)];
  const fell = `The weighted sum of faults went from ${formatNumber(first)} to ${formatNumber(last)} in ${losses.length - 1} steps.`;
  return report('Relaxed path', {
    notes: [first === undefined ? 'There was nothing to relax.' : fell],
    charts: [chart('Descent', 'line', ['step', 'sum of faults'], [counted('sum of faults', losses, 0)])],
  });
}
