import { z } from 'zod';
import { bandShares } from '../../src/geometry/directions/energyShares.ts';
import { type LatentShape, weighBands } from '../../src/geometry/directions/frequencyBands.ts';
import { combine } from '../../src/geometry/vector.ts';
import { defineNode } from '../../src/graph/defineNode.ts';
import { port } from '../../src/graph/port.ts';
import type { Report } from '../../src/graph/report.ts';
import { batchSize, type Tensor } from '../../src/tensor/tensor.ts';
import { timesOver } from '../../src/tensor/work.ts';
import { pacedGeometry } from '../support/directions/geometry.ts';
import { bandNames } from '../support/latents/bands.ts';
import { commonBatch, itemAt } from '../support/latents/batch.ts';
import { requireTogether } from '../support/latents/compatibility.ts';
import { formatNumber } from '../support/reports/formatNumber.ts';
import { chart, counted, report, table } from '../support/reports/reports.ts';
import { withFrames } from '../support/sequences/frames.ts';

export default defineNode({
  type: 'frequency_bands',
  version: 1,
  migrations: [],
  title: 'Frequency bands',
  docs: `Weights fine and coarse parts of latents separately: more of the fine band sharpens, less of it smooths, and the last band is the layout. Bands are those of a Laplacian pyramid of each channel (Burt and Adelson 1983), whose sum is the latent.

Typical setup: connect Encode or Denoise, followed by Decode and Preview image.

There are as many bands as weights, the finest first; each next band is twice as coarse, and the last holds all that is left. Weights of 1 change nothing. Latents of 16 by 16 cells have up to five bands.

With a second point wired to "other", each band is weight x this one + (1 - weight) x the other: weights 0 and 1 take the details of the other and the layout of this one.`,
  errors: [
    'More weights than latents of this size have bands.',
    'Points of two models, noise levels or sizes.',
    'Batches of different lengths, except that a single item goes with any.',
  ],
  keywords: ['laplacian', 'pyramid', 'sharpen', 'smooth', 'blur', 'detail', 'layout', 'high pass', 'low pass'],
  inputs: {
    latents: port('latents', 'The latents to change.'),
    other: port('latents', 'Supplies the remainder of each band, when connected.', { optional: true }),
    weights: port('numbers', 'One weight per band, the finest first.'),
  },
  parameters: z.object({
    weights: z
      .array(z.number().min(-100).max(100))
      .min(1)
      .max(12)
      .default([1.5, 1])
      .describe('One weight per band, the finest first; 1 leaves a band as it is.'),
  }),
  outputs: {
    latents: port('latents', 'The weighted latents, at their level.'),
    report: port('report', 'How much of the first point lies in each band, before and after.'),
  },
  examples: [
    { title: 'Sharper', parameters: { weights: [1.5, 1] } },
    { title: 'Smoother', parameters: { weights: [0.5, 1] } },
  ],
  async compute({ inputs: { latents, other, weights } }, context) {
    if (other) requireTogether('latents', latents, 'other', other);
    const sizes = { latents: batchSize(latents.tensor), ...(other && { other: batchSize(other.tensor) }) };
    const shape = latents.tensor.shape.slice(1) as unknown as LatentShape;
    const work = timesOver(commonBatch(sizes), (index) => {
      const filler = other && itemAt(other.tensor, index);
      return weighed(itemAt(latents.tensor, index), filler, shape, weights);
    });
    const frames = await pacedGeometry(work, context, { weights: 'Give fewer weights, or larger pictures.' });
    const [before, after] = [itemAt(latents.tensor, 0).data, frames[0] ?? new Float32Array()];
    const shares = [before, after].map((data) => bandShares(data, shape, weights.length));
    return { latents: await withFrames(latents, frames, context), report: reportOf(shares) };
  },
});

function weighed(
  item: Tensor,
  other: Tensor | undefined,
  shape: LatentShape,
  weights: readonly number[],
): Float32Array {
  const own = weighBands(item.data, shape, weights);
  if (!other) return own;
  const rest = weighBands(
    other.data,
    shape,
    weights.map((weight) => 1 - weight),
  );
  return new Float32Array(combine(1, own, 1, rest));
}

function reportOf([before = [], after = []]: readonly (readonly number[])[]): Report {
  const names = bandNames(before.length);
  const percent = (shares: readonly number[]) => shares.map((share) => 100 * share);
  const rows = names.map((name, i) => [
    name,
    formatNumber(100 * (before[i] ?? 0)),
    formatNumber(100 * (after[i] ?? 0)),
  ]);
  return report('Frequency bands', {
    tables: [table('Share of the energy', ['band', ['before', '%'], ['after', '%']], rows)],
    charts: [
      chart(
        'Share of the energy, the finest band first',
        'bar',
        ['band', ['share', '%']],
        [counted('before', percent(before)), counted('after', percent(after))],
      ),
    ],
  });
}
