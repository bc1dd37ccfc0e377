import { z } from 'zod';
import { histogram } from '../../src/geometry/analysis/histogram.ts';
import { defineNode } from '../../src/graph/defineNode.ts';
import { paced } from '../../src/graph/paced.ts';
import { port } from '../../src/graph/port.ts';
import type { ReportChart } from '../../src/graph/report.ts';
import type { Latents } from '../../src/graph/values.ts';
import { pictureSheet } from '../../src/images/pictureSheet.ts';
import { shaded, shadings } from '../../src/images/shading.ts';
import { maxAbs } from '../../src/tensor/reduce.ts';
import { batchItems, type Tensor } from '../../src/tensor/tensor.ts';
import type { Work } from '../../src/tensor/work.ts';
import { pacedGeometry } from '../support/directions/geometry.ts';
import { joined } from '../support/latents/batch.ts';
import { chart, report, type Series } from '../support/reports/reports.ts';

export default defineNode({
  type: 'latent_viewer',
  version: 1,
  migrations: [],
  title: 'Latent viewer',
  docs: `Shows the channels of latents as pictures, side by side: what the network sees instead of colours. Orange is above zero, blue below, dark is zero.

Typical setup: connect Noise, Add noise, Denoise step or Encode; the channels show on the node.

Each point of a batch becomes one picture with its channels in a row, each cell a square. The limit is the value that has the full colour; 0 takes the largest value of the whole batch, so that pictures of a batch can be compared. The report holds a histogram of each channel.

It works at any noise level: at high noise nothing is visible, and the picture emerges as the noise falls.`,
  keywords: ['channels', 'show', 'inspect', 'preview', 'heat map', 'histogram'],
  inputs: { latents: port('latents', 'The points to show.') },
  parameters: z.object({
    limit: z
      .number()
      .min(0)
      .max(1000)
      .default(0)
      .describe('Value that has the full colour; 0 takes the largest of the batch.')
      .meta({ unit: 'latent units', step: 0.1, zero: 'the largest' }),
    cell: z.int().min(1).max(64).default(8).describe('Size of one latent cell.').meta({ unit: 'px', step: 1 }),
    shading: z
      .enum(shadings)
      .default('two_colours')
      .describe('Blue, dark and orange for below, at and above zero; or black, grey and white.'),
    bins: z
      .int()
      .min(4)
      .max(200)
      .default(40)
      .describe('How many bars the histograms have.')
      .meta({ unit: 'bars', step: 1 }),
  }),
  outputs: {
    image: port('image', 'One picture per point, its channels in a row.'),
    report: port('report', 'A histogram of each channel.'),
  },
  preview: 'images',
  terminal: true,
  examples: [
    { title: 'All channels', parameters: {} },
    { title: 'In grey, up to 3', parameters: { limit: 3, shading: 'grey' } },
  ],
  async compute({ inputs: { latents }, parameters: { limit, cell, shading, bins } }, context) {
    const full = limit > 0 ? limit : maxAbs(latents.tensor.data) || 1;
    const pictures: Tensor[] = [];
    for (const item of batchItems(latents.tensor)) {
      const planes: Tensor[] = [];
      for (const plane of planesOf(item)) {
        planes.push(await paced(shaded(plane, sizeOf(item), full, cell, shading), context));
      }
      const layout = { columns: planes.length, gap: Math.max(1, Math.round(cell / 2)), shade: 0 };
      pictures.push(await paced(pictureSheet(planes, layout), context));
    }
    const charts = [await pacedGeometry(histograms(latents, bins), context)];
    return { image: await joined(pictures, context), report: report('Latent channels', { charts }) };
  },
});

function sizeOf({ shape }: Tensor): readonly [number, number] {
  return [shape[2] ?? 1, shape[3] ?? 1];
}

/** The channels of one item [1, C, h, w]. */
function planesOf({ data, shape }: Tensor): Float32Array[] {
  const [, channels = 1] = shape;
  const size = data.length / channels;
  return Array.from({ length: channels }, (_, channel) => data.subarray(channel * size, (channel + 1) * size));
}

function* histograms({ tensor }: Latents, bins: number): Work<ReportChart> {
  const perItem = batchItems(tensor).map(planesOf);
  const largest = maxAbs(tensor.data) || 1;
  const series: Series[] = [];
  for (const channel of (perItem[0] ?? []).keys()) {
    const planes = perItem.flatMap((item) => item[channel] ?? []);
    const { edges, counts } = yield* histogram(planes, bins, [-largest, largest]);
    const total = counts.reduce((sum, count) => sum + count, 0);
    const middles = counts.map((_, i) => ((edges[i] ?? 0) + (edges[i + 1] ?? 0)) / 2);
    series.push({ name: `channel ${channel + 1}`, x: middles, y: counts.map((count) => count / total) });
  }
  return chart('Histogram by channel', 'line', ['value', 'share of the numbers'], series);
}
