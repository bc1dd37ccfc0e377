import { z } from 'zod';
import { cellNorms, maskedVector, spreadOf, strongestCells } from '../../src/geometry/directions/cellNorms.ts';
import { norm } from '../../src/geometry/vector.ts';
import { defineNode } from '../../src/graph/defineNode.ts';
import { paced } from '../../src/graph/paced.ts';
import { port } from '../../src/graph/port.ts';
import type { Report } from '../../src/graph/report.ts';
import type { Direction } from '../../src/graph/values.ts';
import { shaded } from '../../src/images/shading.ts';
import { directionOf, lengthOf } from '../support/directions/directions.ts';
import { withGeometryErrors } from '../support/directions/geometry.ts';
import { formatNumber } from '../support/reports/formatNumber.ts';
import { chart, report, table } from '../support/reports/reports.ts';

export default defineNode({
  type: 'direction_map',
  version: 1,
  migrations: [],
  title: 'Direction map',
  docs: `Shows where in the picture a direction acts, as a map of its strength, and masks it to where it lives.

Typical setup: connect Attribute vector, followed by Apply directions for the masked direction, or mask to the mask of Mask.

The strength of a cell is the norm of the direction there, over all channels. The mask takes the strongest cells that together hold the given share of the energy (the squared length), as few as are enough; soft edges let it fade out with the strength. The masked direction is the same direction with the rest set to 0, or made weaker: what it changed elsewhere by chance stays as it was. Where it lives it is as strong as before, so that a unit direction comes out shorter than 1, as a raw one.

A direction of the whole picture, such as night, is strong nearly everywhere: its spread is near 100 %. One of a thing in its place holds most of its energy in a few cells.`,
  keywords: ['where', 'location', 'spatial', 'region', 'heat map', 'mask', 'local', 'attribute', 'norm', 'cells'],
  inputs: { direction: port('direction', 'The direction to look at.') },
  parameters: z.object({
    share: z
      .number()
      .min(0)
      .max(1)
      .default(0.8)
      .describe('How much of the energy the mask holds: 1 is every cell in which there is any.')
      .meta({ control: 'slider', step: 0.01 }),
    edges: z
      .enum(['soft', 'hard'])
      .default('soft')
      .describe('Whether the mask fades out with the strength of the cells, or ends at once.'),
  }),
  outputs: {
    image: port('image', 'The strength of each cell: dark is nothing, bright is most.'),
    mask: port('image', 'White where the direction lives, for Mask and Inpaint.'),
    direction: port('direction', 'The direction where it lives, and nothing elsewhere.'),
    report: port('report', 'How the energy is spread over the picture, and how much the mask holds.'),
  },
  preview: 'images',
  examples: [
    { title: 'Where four fifths of it lie', parameters: {} },
    { title: 'Its strongest places alone', parameters: { share: 0.3, edges: 'hard' } },
  ],
  async compute({ inputs: { direction }, parameters: { share, edges } }, context) {
    const { tensor, raw, space, provenance } = direction;
    const [, channels = 1, height = 1, width = 1] = raw.shape;
    const norms = withGeometryErrors(() => cellNorms(raw.data, channels));
    const cells = strongestCells(norms, share, edges);
    const masked = { data: maskedVector(tensor.data, cells), shape: tensor.shape };
    const size = [height, width] as const;
    const facts = { ...provenance.facts, masked: `${formatNumber(100 * share)} % of the energy, ${edges} edges` };
    return {
      image: await paced(shaded(norms, size, largest(norms), space.downscale), context),
      mask: await paced(
        shaded(
          Array.from(cells, (value) => 2 * value - 1),
          size,
          1,
          space.downscale,
          'grey',
        ),
        context,
      ),
      direction: directionOf(masked, space, 'raw', { ...provenance, facts }),
      report: reportOf(direction, norms, cells, masked.data),
    };
  },
});

function largest(norms: Float64Array): number {
  return norms.reduce((most, value) => Math.max(most, value), Number.MIN_VALUE);
}

function reportOf(direction: Direction, norms: Float64Array, cells: Float32Array, masked: Float32Array): Report {
  const kept = cells.filter((value) => value === 1).length;
  const spread = spreadOf(norms);
  const held = norm(masked) / lengthOf(direction);
  const rows: [string, number | string, string][] = [
    ['cells', norms.length, ''],
    ['spread', formatNumber(100 * spread), '% of the picture'],
    ['white in the mask', formatNumber((100 * kept) / norms.length), '% of the picture'],
    ['length of the masked direction', formatNumber(100 * held), '% of the whole'],
  ];
  return report('Where the direction acts', {
    notes: [verdict(spread)],
    tables: [table('Figures', ['figure', 'value', 'unit'], rows)],
    charts: [energyChart(norms)],
  });
}

function verdict(spread: number): string {
  const figure = `${formatNumber(100 * spread)} % of the picture`;
  if (spread > 0.6) return `It acts on the whole picture (spread over ${figure}): a mask would take something away.`;
  if (spread > 0.25) return `It acts on a part of the picture (spread over ${figure}).`;
  return `It acts in a few places (spread over ${figure}): masked to them, it leaves the rest as it is.`;
}

/** How much of the energy the strongest cells hold, from one to all of them. */
function energyChart(norms: Float64Array) {
  const energies = Array.from(norms, (value) => value * value).toSorted((a, b) => b - a);
  const whole = energies.reduce((sum, energy) => sum + energy, 0);
  let held = 0;
  const shares = energies.map((energy) => {
    held += energy;
    return (100 * held) / whole;
  });
  const x = energies.map((_, index) => (100 * (index + 1)) / energies.length);
  return chart(
    'Energy in the strongest cells',
    'line',
    [
      ['cells', '% of the picture'],
      ['energy', '%'],
    ],
    [{ name: 'energy', x: [0, ...x], y: [0, ...shares] }],
  );
}
