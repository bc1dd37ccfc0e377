import { z } from 'zod';
import { bandShares, channelShares } from '../../src/geometry/directions/energyShares.ts';
import { type LatentShape, mostBands } from '../../src/geometry/directions/frequencyBands.ts';
import { relativeMove } from '../../src/geometry/directions/relativeMove.ts';
import { cosineMatrix } from '../../src/geometry/orthogonalise.ts';
import { defineNode } from '../../src/graph/defineNode.ts';
import { port } from '../../src/graph/port.ts';
import type { ReportTable } from '../../src/graph/report.ts';
import type { Direction, Latents } from '../../src/graph/values.ts';
import { lengthOf, requireDirections } from '../support/directions/directions.ts';
import { withGeometryErrors } from '../support/directions/geometry.ts';
import { bandNames } from '../support/latents/bands.ts';
import { itemAt } from '../support/latents/batch.ts';
import { requireSameSize, requireSameSpace } from '../support/latents/compatibility.ts';
import { formatNumber } from '../support/reports/formatNumber.ts';
import { chart, counted, report, table } from '../support/reports/reports.ts';
import { singleItem } from '../support/sequences/frames.ts';

export default defineNode({
  type: 'direction_report',
  version: 1,
  migrations: [],
  title: 'Direction report',
  docs: `Describes directions: how long they are, in which channels and at which scales they act, how much they overlap, and where they came from.

Typical setup: connect one or several Attribute vector or Load direction nodes, followed by Save report.

The energy of a direction is its squared length, shared out over channels and over the bands of a Laplacian pyramid. A direction that lies in the coarsest band changes the whole picture evenly, such as night; one in the fine bands changes texture.

Cosines near 1 or -1 mean that two directions are nearly the same: added together they count double, and Apply directions can take the overlap out. With a point wired, the report says how far strength 1 moves it, as a share of its norm.`,
  errors: [
    'Directions of two models or sizes, or a point that does not fit them.',
    'A point that is zero, because its norm is the reference.',
  ],
  keywords: ['cosine', 'provenance', 'length', 'norm', 'channels', 'bands', 'compare', 'vector', 'inspect'],
  inputs: {
    directions: port('direction', 'A direction of the same space and size.', { repeat: { min: 1, max: 8 } }),
    latents: port('latents', 'A point to compare the length with.', { optional: true }),
  },
  parameters: z.object({}),
  outputs: { report: port('report', 'Lengths, shares, cosines and provenance.') },
  terminal: true,
  examples: [{ title: 'Describe a direction', parameters: {} }],
  compute({ inputs: { directions, latents } }) {
    const first = requireDirections(directions);
    if (latents) requireFits(latents, first);
    const vectors = directions.map((direction, index) => singleItem(`directions.${index + 1}`, direction).data);
    const shape = first.tensor.shape.slice(1) as unknown as LatentShape;
    const bands = vectors.map((vector) =>
      withGeometryErrors(() => bandShares(vector, shape, Math.min(4, mostBands(shape)))),
    );
    const channels = vectors.map((vector) => channelShares(vector, shape[0]));
    const names = directions.map((_, index) => `direction ${index + 1}`);
    const shared = (shares: readonly (readonly number[])[]) =>
      shares.map((row, i) => counted(names[i] ?? '', percent(row)));
    return {
      report: report('Directions', {
        tables: [
          lengthTable(directions, latents),
          shareTable('Bands', bandNames(bands[0]?.length ?? 0), names, bands),
          table('Cosines', ['', ...names], cosines(names, vectors)),
          provenanceTable(directions),
        ],
        charts: [
          chart('Energy by channel', 'bar', ['channel', ['share', '%']], shared(channels)),
          chart('Energy by band, the finest first', 'bar', ['band', ['share', '%']], shared(bands)),
        ],
      }),
    };
  },
});

const percent = (shares: readonly number[]) => shares.map((share) => 100 * share);

function requireFits(latents: Latents, direction: Direction): void {
  requireSameSpace('directions.1', direction, 'latents', latents);
  requireSameSize('directions.1', direction.tensor, 'latents', latents.tensor);
}

function lengthTable(directions: readonly Direction[], latents: Latents | undefined): ReportTable {
  const point = latents && itemAt(latents.tensor, 0).data;
  const moved = (direction: Direction) =>
    point
      ? [formatNumber(100 * withGeometryErrors(() => relativeMove(latents.level.signal, direction.tensor.data, point)))]
      : [];
  const rows = directions.map((direction, index) => [
    index + 1,
    direction.scale,
    formatNumber(lengthOf(direction)),
    formatNumber(direction.rawNorm),
    ...moved(direction),
  ]);
  const columns = ['direction', 'scale', ['length', 'latent units'], ['raw length', 'latent units']] as const;
  return table('Lengths', point ? [...columns, ['strength 1 moves the point by', '%']] : columns, rows);
}

function shareTable(
  title: string,
  parts: readonly string[],
  names: readonly string[],
  shares: readonly (readonly number[])[],
): ReportTable {
  const rows = parts.map((part, i) => [part, ...shares.map((row) => formatNumber(100 * (row[i] ?? 0)))]);
  return table(title, ['band', ...names.map((name) => [name, '%'] as const)], rows);
}

function cosines(names: readonly string[], vectors: readonly Float32Array[]): (string | number)[][] {
  return cosineMatrix(vectors).map((row, i) => [names[i] ?? '', ...row.map((cosine) => Number(cosine.toFixed(3)))]);
}

function provenanceTable(directions: readonly Direction[]): ReportTable {
  const rows = directions.flatMap(({ provenance: { method, facts } }, index) => [
    [index + 1, 'method', method],
    ...Object.entries(facts).map(([name, fact]) => [
      index + 1,
      name,
      typeof fact === 'number' ? formatNumber(fact) : fact,
    ]),
  ]);
  return table('Where they came from', ['direction', 'fact', 'value'], rows);
}
