import { z } from 'zod';
import { type TrajectoryReport, trajectoryReport } from '../../src/geometry/trajectory/trajectoryReport.ts';
import { defineNode } from '../../src/graph/defineNode.ts';
import { port } from '../../src/graph/port.ts';
import type { ReportChart, ReportTable } from '../../src/graph/report.ts';
import { decodedChanges } from '../support/attributes/decodedChange.ts';
import { pacedGeometry } from '../support/directions/geometry.ts';
import { formatNumber } from '../support/reports/formatNumber.ts';
import { chart, counted, report, table } from '../support/reports/reports.ts';
import { sequenceOf } from '../support/sequences/frames.ts';

export default defineNode({
  type: 'trajectory_report',
  version: 1,
  migrations: [],
  title: 'Trajectory report',
  docs: `Measures how a sequence moves through latent space: how straight, how evenly, how predictably.

Typical setup: connect Path, Transition or Relax path, followed by Save report.

Local straightness is the mean squared distance of each frame from the middle of its neighbours on the sphere; it also punishes uneven speed, so the cross-track angle is listed too, which only responds to bends. Global straightness does the same over all spans. Spacing is the angle between neighbours; its coefficient of variation is 0 at even speed.

Consistency says how well constant velocity predicts the frames: one step ahead, and run from either end to the other. Velocity and acceleration are in latent units; on a perfect great circle at even speed the acceleration is 4 r sin²(theta / 2) and not 0. Directness is the distance between the ends divided by the length of the path, 1 on a straight line.

With a vae wired, the frames are decoded too, and the table lists the change of the picture at each step.`,
  errors: ['Fewer than two frames.', 'A frame that is zero, since it has no direction.', 'A vae of another model.'],
  keywords: ['metrics', 'smoothness', 'straightness', 'velocity', 'acceleration', 'jitter', 'video', 'path', 'measure'],
  inputs: {
    latents: port('latents', 'The sequence, one frame per item; two or more.', { clips: 'whole' }),
    vae: port('vae', 'Decodes the frames, to measure what the eye sees.', { optional: true }),
  },
  parameters: z.object({}),
  outputs: {
    report: port('report', 'All figures, frame by frame and for the whole.'),
    angles: port('numbers', 'Angles between neighbouring frames, in radians.', { unit: 'rad' }),
    straightness: port('number', 'Global straightness: 0 on a great circle at even speed.', { unit: 'squared radii' }),
  },
  terminal: true,
  examples: [{ title: 'How a sequence moves', parameters: {} }],
  async compute({ inputs: { latents, vae } }, context) {
    const frames = sequenceOf('latents', latents, 2);
    const measured = await pacedGeometry(trajectoryReport(frames), context);
    const changes = vae && (await decodedChanges(vae, latents, context));
    return {
      report: report('Trajectory', {
        notes: notesOf(measured),
        tables: [wholeTable(measured), frameTable(measured, changes)],
        charts: chartsOf(measured, changes),
      }),
      angles: [...measured.spacing.angles],
      straightness: measured.global.mean ?? 0,
    };
  },
});

function notesOf({ global: { leftOut } }: TrajectoryReport): string[] {
  if (leftOut === 0) return [];
  const spans = leftOut === 1 ? 'One span' : `${leftOut} spans`;
  return [
    `${spans} between frames that are opposite each other: no way between those is the straight one, so they do not count for the straightness.`,
  ];
}

function wholeTable({ frames, spacing, local, global, consistency, motion }: TrajectoryReport): ReportTable {
  const rows: [string, number | undefined, string][] = [
    ['frames', frames, ''],
    ['local straightness', local.meanMidpoint, 'squared radii'],
    ['cross-track angle', local.meanCrossTrack, 'rad'],
    ['global straightness', global.mean, 'squared radii'],
    ['mean step', spacing.mean, 'rad'],
    ['variance of the steps', spacing.variance, 'rad²'],
    ['coefficient of variation', spacing.coefficientOfVariation, 'of the mean'],
    ['error one step ahead', consistency?.oneStep, 'rad'],
    ['error run forwards', consistency?.forward, 'rad'],
    ['error run backwards', consistency?.backward, 'rad'],
    ['directness', motion.directness, 'of the way'],
    ['directness in angle', motion.angularDirectness, 'of the way'],
  ];
  return table(
    'The whole',
    ['figure', 'value', 'unit'],
    rows.map(([name, value, unit]) => [name, formatNumber(value), unit]),
  );
}

function frameTable(
  { radii, spacing, local, motion }: TrajectoryReport,
  changes: readonly number[] | undefined,
): ReportTable {
  const inner = (values: readonly (number | undefined)[], index: number) =>
    formatNumber(index > 0 ? values[index - 1] : undefined);
  const rows = radii.map((radius, index) => [
    index + 1,
    formatNumber(radius),
    ...[spacing.angles, motion.speeds].map((values) => formatNumber(values[index])),
    ...[motion.accelerations, local.midpoint, local.crossTrack].map((values) => inner(values, index)),
    ...(changes ? [formatNumber(changes[index])] : []),
  ]);
  const columns = [
    'frame',
    'norm',
    ['angle to the next', 'rad'],
    'velocity',
    'acceleration',
    'off the middle',
  ] as const;
  const seen = changes ? ['change of the picture'] : [];
  return table('Frames', [...columns, ['cross-track', 'rad'], ...seen], rows);
}

function chartsOf(
  { radii, spacing, local, motion }: TrajectoryReport,
  changes: readonly number[] | undefined,
): ReportChart[] {
  const seen = changes
    ? [chart('Change of the picture', 'line', ['step', 'rms of colours'], [counted('change', changes)])]
    : [];
  return [
    chart('Angle of each step', 'line', ['step', ['angle', 'rad']], [counted('angle', spacing.angles)]),
    chart('Norm of each frame', 'line', ['frame', ['norm', 'latent units']], [counted('norm', radii)]),
    chart(
      'Bend at each inner frame',
      'line',
      ['frame', ['cross-track angle', 'rad']],
      [counted('cross-track angle', local.crossTrack, 2)],
    ),
    chart(
      'Velocity and acceleration',
      'line',
      ['frame', ['length', 'latent units']],
      [counted('velocity', motion.speeds), counted('acceleration', motion.accelerations, 2)],
    ),
    ...seen,
  ];
}
