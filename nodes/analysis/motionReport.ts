import { z } from 'zod';
import type { Context } from '../../src/graph/context.ts';
import { defineNode } from '../../src/graph/defineNode.ts';
import { port } from '../../src/graph/port.ts';
import { ArcspaceError } from '../../src/graph/problem.ts';
import type { ReportChart, ReportTable } from '../../src/graph/report.ts';
import type { ImageSet } from '../../src/graph/values.ts';
import type { Tensor } from '../../src/tensor/tensor.ts';
import { formatNumber } from '../support/reports/formatNumber.ts';
import { chart, counted, report, table } from '../support/reports/reports.ts';
import { sequenceOf } from '../support/sequences/frames.ts';
import {
  flickerOf,
  mean,
  motionUnits,
  roughestSteps,
  type SequenceMotion,
  sequenceMotion,
  wholeMotion,
} from '../support/sequences/sequenceMotion.ts';

export default defineNode({
  type: 'motion_report',
  version: 1,
  migrations: [],
  title: 'Motion report',
  docs: `Shows how steadily a clip moves, in latent space and as pictures: velocity, acceleration and jerk of each frame, flicker, and where the motion breaks.

Typical setup: connect Load video to Encode and to pictures here, and what Encode gives to latents, followed by Save report. Smooth sequence takes out what this finds.

Velocity is the difference of a frame from the one before, acceleration the difference of two velocities, jerk that of two accelerations; the chart shows their norms. Velocity and jerk belong to the step between two frames, so they stand halfway between their numbers. A cut or a jump is a spike of jerk: the highest of its peaks are marked and listed.

Flicker is how far a frame lies from the middle of its neighbours, as the root mean square over its numbers, in latents and in the colours of the pictures (of 255). The agreement of steps is the cosine between each step and the next: near 1 the clip moves on steadily, about -0.5 each frame is as if drawn anew, at -1 every second frame is the same. Beside a frame that repeats the one before there is no cosine.`,
  errors: [
    'Fewer than four frames, which is what jerk needs.',
    'Pictures that are not as many as the frames, or not all of one size.',
    'A picture of a set that cannot be read.',
  ],
  keywords: ['velocity', 'acceleration', 'jerk', 'flicker', 'jitter', 'video', 'film', 'smoothness', 'cut', 'temporal'],
  inputs: {
    latents: port('latents', 'The clip, one frame per item; four or more.'),
    pictures: port('image_set', 'The same frames as pictures, to measure what the eye sees.', { optional: true }),
  },
  parameters: z.object({
    marked: z
      .int()
      .min(0)
      .max(50)
      .default(3)
      .describe('How many of the highest peaks of jerk are marked and listed.')
      .meta({ step: 1 }),
  }),
  outputs: {
    report: port('report', 'Curves, flicker and the roughest steps.'),
    velocity: port('numbers', 'The norm of each step, one fewer than frames.', { unit: 'latent units' }),
    flicker: port('number', 'Mean distance of frames from the middle of their neighbours, for each number.', {
      unit: 'latent units',
    }),
  },
  terminal: true,
  examples: [
    { title: 'How a clip moves', parameters: {} },
    { title: 'The ten roughest steps', parameters: { marked: 10 } },
  ],
  async compute({ inputs: { latents, pictures }, parameters: { marked } }, context) {
    const frames = sequenceOf('latents', latents, 4);
    const motion = await sequenceMotion(frames.length, (index) => frames[index] as Float32Array, context);
    const seen = pictures && (await pictureMotion(pictures, frames.length, context));
    const rough = roughestSteps(motion, marked);
    return {
      report: report('Motion', {
        notes: [agreement(motion)],
        tables: [
          wholeTable('Motion of the latents', motion, 'latents'),
          ...(seen ? [wholeTable('Motion of the pictures', seen, 'pictures')] : []),
          ...(rough.length > 0 ? [roughTable(motion, rough)] : []),
        ],
        charts: [
          motionChart('Velocity, acceleration and jerk of the latents', motion, 'latents', rough),
          flickerChart('Flicker of the latents', motion, 'latents'),
          ...(seen
            ? [
                motionChart(
                  'Velocity, acceleration and jerk of the pictures',
                  seen,
                  'pictures',
                  roughestSteps(seen, marked),
                ),
                flickerChart('Flicker of the pictures', seen, 'pictures'),
              ]
            : []),
        ],
      }),
      velocity: motion.speeds,
      flicker: mean(flickerOf(motion)) ?? 0,
    };
  },
});

/** Reads the pictures one at a time. */
async function pictureMotion(pictures: ImageSet, frames: number, context: Context): Promise<SequenceMotion> {
  if (pictures.count !== frames) {
    throw new ArcspaceError(
      'batch-mismatch',
      `"pictures" has ${pictures.count} items and "latents" has ${frames}.`,
      'Wire the same frames to both.',
      { port: 'pictures' },
    );
  }
  let first: Tensor | undefined;
  const read = async (index: number) => {
    const picture = await pictures.read(index, context);
    first ??= picture;
    requireOneSize(first, picture, index);
    await context.progress({ step: index + 1, of: frames });
    return picture.data;
  };
  return sequenceMotion(frames, read, context);
}

function requireOneSize(first: Tensor, { shape }: Tensor, index: number): void {
  if (shape.join() === first.shape.join()) return;
  const size = ([, , height, width]: readonly number[]) => `${width} x ${height} px`;
  throw new ArcspaceError(
    'different-size',
    `The first picture has ${size(first.shape)}, picture ${index + 1} has ${size(shape)}.`,
    'Set width and height in the node that reads them.',
    { port: 'pictures' },
  );
}

function agreement({ speeds, cosines }: SequenceMotion): string {
  if (speeds.every((speed) => speed === 0)) return 'The clip stands still.';
  const value = mean(cosines);
  if (value === undefined) {
    return 'Frames are repeated, so that no two steps follow each other that could agree. Take every frame once to measure how steadily the clip moves.';
  }
  const figure = `(mean cosine between steps ${formatNumber(value)})`;
  if (value > 0.5) return `The clip moves on steadily ${figure}.`;
  if (value > -0.2) return `The motion is uneven ${figure}: frames change their course at nearly every step.`;
  return `The clip flickers ${figure}: most of each step is taken back by the next. Smooth sequence takes that out.`;
}

function wholeTable(title: string, motion: SequenceMotion, kind: 'latents' | 'pictures'): ReportTable {
  const rows = wholeMotion(motion, motionUnits(motion, kind));
  return table(
    title,
    ['figure', 'value', 'unit'],
    rows.map(([name, value, unit]) => [name, formatNumber(value), unit]),
  );
}

function roughTable({ jerks, speeds }: SequenceMotion, steps: readonly number[]): ReportTable {
  const rows = steps.map((step) => [step, step + 1, formatNumber(jerks[step - 2]), formatNumber(speeds[step - 1])]);
  return table(
    'Steps of the largest jerk',
    ['from frame', 'to frame', ['jerk', 'latent units'], ['velocity', 'latent units']],
    rows,
  );
}

function motionChart(
  title: string,
  motion: SequenceMotion,
  kind: 'latents' | 'pictures',
  rough: readonly number[],
): ReportChart {
  const { unit, length } = motionUnits(motion, kind);
  const shown = (values: readonly number[]) => values.map((value) => value * length);
  const jerks = shown(motion.jerks);
  const marked = rough.toSorted((a, b) => a - b);
  const marks = {
    name: 'largest jerk',
    x: marked.map((step) => step + 0.5),
    y: marked.map((step) => jerks[step - 2] as number),
    marks: true,
  };
  return chart(
    title,
    'line',
    ['frame', ['norm', unit]],
    [
      counted('velocity', shown(motion.speeds), 1.5),
      counted('acceleration', shown(motion.accelerations), 2),
      counted('jerk', jerks, 2.5),
      ...(marked.length > 0 ? [marks] : []),
    ],
  );
}

function flickerChart(title: string, motion: SequenceMotion, kind: 'latents' | 'pictures'): ReportChart {
  const { numberUnit, number } = motionUnits(motion, kind);
  const values = flickerOf(motion).map((value) => value * number);
  return chart(title, 'line', ['frame', ['distance from the middle', numberUnit]], [counted('flicker', values, 2)]);
}
