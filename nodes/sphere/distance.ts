import { z } from 'zod';
import { type Separation, separation } from '../../src/geometry/separation.ts';
import { distance } from '../../src/geometry/vector.ts';
import { defineNode } from '../../src/graph/defineNode.ts';
import { port } from '../../src/graph/port.ts';
import type { Report } from '../../src/graph/report.ts';
import { batchSize } from '../../src/tensor/tensor.ts';
import { timesOver } from '../../src/tensor/work.ts';
import { pacedGeometry } from '../support/directions/geometry.ts';
import { commonBatch, itemAt } from '../support/latents/batch.ts';
import { requireTogether } from '../support/latents/compatibility.ts';
import { formatNumber } from '../support/reports/formatNumber.ts';
import { report, table } from '../support/reports/reports.ts';

interface Pair extends Separation {
  readonly straight: number;
}

export default defineNode({
  type: 'distance',
  version: 1,
  migrations: [],
  title: 'Distance',
  docs: `Measures how far apart two points are: the angle between them on the sphere, the chord, and the straight distance in latent units. Two independent noises are about 1.571 radians (90 degrees) apart.

Typical setup: connect two points or batches from Noise, Encode or Slerp, followed by Save report.

The angle is 2 atan2(|u - v|, |u + v|) of the unit vectors u and v, which is exact even for the smallest angles; the usual arccos in single precision misses those below 0.0003. The chord is 2 sin(angle / 2). Batches are measured pair by pair.`,
  errors: [
    'A point that is zero, since it has no direction.',
    'Points of two models, noise levels or sizes.',
    'Batches of different lengths, except that a single item goes with any.',
  ],
  keywords: ['angle', 'geodesic', 'chord', 'cosine', 'similarity', 'norm', 'measure'],
  inputs: {
    a: port('latents', 'The first point, or a batch.', { clips: 'whole' }),
    b: port('latents', 'The second point, or a batch.', { clips: 'whole' }),
  },
  parameters: z.object({}),
  outputs: {
    angle: port('numbers', 'Angle of each pair, in radians.', { unit: 'rad' }),
    distance: port('numbers', 'Straight distance of each pair, in latent units.', { unit: 'latent units' }),
    report: port('report', 'Angle, chord, distance and norms of each pair.'),
  },
  terminal: true,
  examples: [{ title: 'Two points', parameters: {} }],
  async compute({ inputs: { a, b } }, context) {
    requireTogether('a', a, 'b', b);
    const count = commonBatch({ a: batchSize(a.tensor), b: batchSize(b.tensor) });
    const pairs = await pacedGeometry(
      timesOver(count, (index) => {
        const [first, second] = [itemAt(a.tensor, index).data, itemAt(b.tensor, index).data];
        return { ...separation(first, second), straight: distance(first, second) };
      }),
      context,
    );
    return {
      angle: pairs.map(({ angle }) => angle),
      distance: pairs.map(({ straight }) => straight),
      report: reportOf(pairs),
    };
  },
});

function reportOf(pairs: readonly Pair[]): Report {
  const columns = [
    'pair',
    ['angle', 'rad'],
    ['angle', '°'],
    'chord',
    ['distance', 'latent units'],
    ['norm of a', 'latent units'],
    ['norm of b', 'latent units'],
  ] as const;
  const rows = pairs.map(({ angle, chord, straight, radii }, index) => [
    index + 1,
    ...[angle, (180 * angle) / Math.PI, chord, straight, ...radii].map(formatNumber),
  ]);
  return report('Distance', { tables: [table('How far apart', columns, rows)] });
}
