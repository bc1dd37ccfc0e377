import { z } from 'zod';
import { ease, easings } from '../../src/geometry/easing.ts';
import { defineNode } from '../../src/graph/defineNode.ts';
import { port } from '../../src/graph/port.ts';

/** A list of one's own replaces the range. */
const ranged = { shownWhen: { list: { empty: true } } } as const;

const end = (value: number, description: string) =>
  z
    .number()
    .min(-1e9)
    .max(1e9)
    .default(value)
    .describe(description)
    .meta({ ...ranged, step: 0.05 });

const parameters = z.object({
  from: end(0, 'Where the range starts.'),
  to: end(1, 'Where the range ends.'),
  count: z
    .int()
    .min(1)
    .max(1000)
    .default(9)
    .describe('How many numbers.')
    .meta({ ...ranged, step: 1 }),
  easing: z
    .enum(easings)
    .default('linear')
    .describe(
      'How the steps are spaced: evenly (linear), small at both ends (cosine, smoothstep), small at the start (ease in) or at the end (ease out).',
    )
    .meta(ranged),
  ends: z
    .enum(['included', 'between'])
    .default('included')
    .describe('Whether both ends are among the numbers, or only the values between them, as for transitions.')
    .meta(ranged),
  keep_zero: z
    .boolean()
    .default(false)
    .describe(
      'Moves the number nearest to zero onto it, when zero lies in the range: a strength sweep then always shows the original.',
    )
    .meta(ranged),
  list: z
    .array(z.number().min(-1e9).max(1e9))
    .max(1000)
    .default([])
    .describe('Numbers of your own. If given, they replace the range.'),
});

export default defineNode({
  type: 'numbers',
  version: 1,
  migrations: [],
  title: 'Numbers',
  docs: `Outputs a list of numbers: a range with easing, or a list of your own. Wired to an input that takes a list, such as the t of Slerp or the strength of Apply directions, it makes a batch with one frame or picture per number.

The i-th of n numbers lies at from + (to - from) x ease(s), with s = i / (n - 1) when the ends are included and (i + 1) / (n + 1) between them, counting from 0. The cosine easing is (1 - cos(pi s)) / 2: an animation that starts and stops gently.`,
  keywords: ['range', 'list', 'sweep', 'linspace', 'animation', 'frames'],
  inputs: {},
  parameters,
  outputs: { numbers: port('numbers', 'The numbers in order.') },
  examples: [
    { title: 'Twenty-four frames that start and stop gently', parameters: { count: 24, easing: 'cosine' } },
    { title: 'A strength sweep', parameters: { from: -2, to: 2, count: 21, keep_zero: true } },
    { title: 'Three of your own', parameters: { list: [0.1, 0.5, 0.8] } },
  ],
  compute: ({ parameters }) => ({ numbers: parameters.list.length > 0 ? parameters.list : range(parameters) }),
});

function range({ from, to, count, easing, ends, keep_zero }: z.output<typeof parameters>): number[] {
  const [first, parts] = ends === 'included' ? [0, Math.max(1, count - 1)] : [1, count + 1];
  const values = Array.from({ length: count }, (_, index) => {
    const part = first + index;
    // Divided last, so that 1 to 1000 in 1000 steps are whole numbers, as seeds are.
    if (easing === 'linear') return (from * (parts - part) + to * part) / parts;
    return from + (to - from) * ease(part / parts, easing);
  });
  return keep_zero && from * to <= 0 ? withZero(values) : values;
}

function withZero(values: readonly number[]): number[] {
  const nearest = Math.min(...values.map(Math.abs));
  const index = values.findIndex((value) => Math.abs(value) === nearest);
  return values.map((value, i) => (i === index ? 0 : value));
}
