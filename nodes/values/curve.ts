import { z } from 'zod';
import {
  curveThrough,
  inTimeOrder,
  keyEasings,
  type Timing,
  timeOfFrame,
  timings,
} from '../../src/geometry/keyFrames.ts';
import type { Context } from '../../src/graph/context.ts';
import { defineNode } from '../../src/graph/defineNode.ts';
import { port } from '../../src/graph/port.ts';
import { ArcspaceError } from '../../src/graph/problem.ts';
import type { Report } from '../../src/graph/report.ts';
import { chart, report, table } from '../support/reports/reports.ts';

const mostFrames = 100_000;

const keyFrame = z.object({
  at: z.number().min(0).max(1e6),
  value: z.number().min(-1e9).max(1e9),
  easing: z.enum(keyEasings).default('linear'),
});
type KeyFrame = z.output<typeof keyFrame>;

export default defineNode({
  type: 'curve',
  version: 1,
  migrations: [],
  title: 'Curve over time',
  docs: `Outputs one number for each frame, on a curve through key frames that are set by mouse: a strength, a mix or a guidance that changes over a film.

Typical setup: connect the count of Load video to frames, and numbers to the strength of Apply directions, the t of Slerp, or any input that takes a list of numbers.

In the inspector, drag a key frame to move it, double-click to add one, and press Delete to remove it; the arrow keys move the one that has the focus. The plane shows as many frames as the parameter says, since it cannot know what arrives on a wire: type the time of the last key frame, or move it by the arrow keys, to go further, and the plane grows with it. Each leads to the next by its easing: evenly (linear), gently at both ends (cosine, smoothstep), gently at the start (ease in) or at the end (ease out), or not until it is reached (hold). Before the first and after the last the value stays.

Times are frames counted from 1, seconds from 0, or shares of the whole, 0 for the first frame and 1 for the last. A curve in shares fits a film of any length.`,
  errors: [
    `A number of frames on the wire that is not a whole number from 1 to ${mostFrames}, or, for times in seconds, a rate that is not above 0.`,
  ],
  keywords: [
    'keyframes',
    'animation',
    'timeline',
    'envelope',
    'strength',
    'schedule',
    'easing',
    'automation',
    'numbers',
  ],
  inputs: {
    frames: port('number', 'How many frames there are, such as the count of Load video.', { unit: 'frames' }),
    frames_per_second: port('number', 'How fast they follow each other.', { unit: 'fps' }),
  },
  parameters: z.object({
    keys: z
      .array(keyFrame)
      .min(1)
      .max(200)
      .default([
        { at: 1, value: 0, easing: 'cosine' },
        { at: 24, value: 1, easing: 'cosine' },
      ])
      .describe('Key frames: when, which value, and how it leads to the next.')
      .meta({
        control: 'curve',
        label: 'Curve',
        keyFrames: { count: 'frames', timing: 'time', rate: 'frames_per_second' },
      }),
    frames: z.int().min(1).max(mostFrames).default(24).describe('How many numbers, one for each frame.').meta({
      unit: 'frames',
      step: 1,
    }),
    time: z
      .enum(timings)
      .default('frames')
      .describe('What the times of key frames count.')
      .meta({ choices: { share: 'of the whole' } }),
    frames_per_second: z
      .number()
      .min(0.01)
      .max(1000)
      .default(24)
      .describe('How many frames a second has.')
      .meta({ unit: 'fps', step: 1, shownWhen: { time: 'seconds' } }),
  }),
  outputs: {
    numbers: port('numbers', 'The value at each frame, in order.'),
    report: port('report', 'The curve and its key frames.'),
  },
  examples: [
    { title: 'From nothing to all, gently', parameters: {} },
    {
      title: 'Up and down again over a film of any length',
      parameters: {
        time: 'share',
        keys: [
          { at: 0, value: 0, easing: 'cosine' },
          { at: 0.5, value: 1.5, easing: 'cosine' },
          { at: 1, value: 0, easing: 'linear' },
        ],
      },
    },
    {
      title: 'A cut after two seconds',
      parameters: {
        time: 'seconds',
        frames: 96,
        keys: [
          { at: 0, value: 0, easing: 'hold' },
          { at: 2, value: 1, easing: 'hold' },
        ],
      },
    },
  ],
  async compute({ inputs: { frames, frames_per_second }, parameters: { keys, time } }, context) {
    requireFrames(frames);
    if (time === 'seconds') requireRate(frames_per_second);
    const curve = curveThrough(keys);
    const times = Array.from({ length: frames }, (_, index) => timeOfFrame(index, frames, time, frames_per_second));
    const numbers = times.map(curve);
    warnOfLateKeys(keys, times.at(-1) as number, context);
    return { numbers, report: reportOf(keys, times, numbers, time) };
  },
});

function requireFrames(frames: number): void {
  if (Number.isInteger(frames) && frames >= 1 && frames <= mostFrames) return;
  throw new ArcspaceError(
    'invalid-value',
    `A curve cannot have ${frames} frames.`,
    `Give a whole number from 1 to ${mostFrames}.`,
    { port: 'frames' },
  );
}

function requireRate(rate: number): void {
  if (rate > 0) return;
  throw new ArcspaceError(
    'invalid-value',
    `The frame rate must be above 0, and it is ${rate}.`,
    'Give a rate above 0, or count in frames.',
    { port: 'frames_per_second' },
  );
}

function warnOfLateKeys(keys: readonly KeyFrame[], end: number, context: Context): void {
  const late = keys.filter(({ at }) => at > end + 1e-9).length;
  if (late === 0) return;
  const [subject, verb] = late === 1 ? ['One key frame', 'is'] : [`${late} key frames`, 'are'];
  context.warn(`${subject} after the last frame ${verb} not reached.`);
}

const axes = { frames: 'frame', seconds: ['time', 's'], share: 'share of the whole' } as const;

function reportOf(
  keys: readonly KeyFrame[],
  times: readonly number[],
  numbers: readonly number[],
  time: Timing,
): Report {
  const ordered = inTimeOrder(keys);
  const places = {
    name: 'key frames',
    x: ordered.map(({ at }) => at),
    y: ordered.map(({ value }) => value),
    marks: true,
  };
  const rows = ordered.map(({ at, value, easing }) => [at, value, easing.replaceAll('_', ' ')]);
  return report('Curve over time', {
    tables: [table('Key frames', [axes[time], 'value', 'easing'], rows)],
    charts: [
      chart('Value at each frame', 'line', [axes[time], 'value'], [{ name: 'value', x: times, y: numbers }, places]),
    ],
  });
}
