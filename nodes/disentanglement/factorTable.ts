import { z } from 'zod';
import { entropy, informationTable } from '../../src/disentanglement/mutualInformation.ts';
import { defineNode } from '../../src/graph/defineNode.ts';
import { paced } from '../../src/graph/paced.ts';
import { port } from '../../src/graph/port.ts';
import { formatNumber } from '../support/reports/formatNumber.ts';
import { chart, report, table } from '../support/reports/reports.ts';

export default defineNode({
  type: 'factor_table',
  version: 1,
  migrations: [],
  title: 'Factor table',
  docs: `Shows which dimension of a code carries which factor, as a heat map of mutual information.

Each number is what a dimension tells of a factor, as a share of all there is to know of it (20 bins): 1 would be everything. A disentangled code has one bright cell in each row.`,
  keywords: ['mutual information', 'heat map', 'heatmap', 'disentanglement', 'dimension', 'channel', 'factor'],
  inputs: { codes: port('codes', 'Codes and factors, from Encode codes or Load codes.') },
  parameters: z.object({}),
  outputs: { report: port('report', 'The heat map, and the best dimension of each factor.') },
  terminal: true,
  examples: [{ title: 'The table', parameters: {} }],
  async compute({ inputs: { codes } }, context) {
    const information = await paced(informationTable(codes), context);
    const shares = codes.factors.map(({ name, labels }, factor) => {
      const all = entropy(labels);
      return { name, shares: information.map((row) => (all > 0 ? (row[factor] as number) / all : 0)) };
    });
    const best = shares.map(({ name, shares: own }) => {
      const dimension = own.indexOf(Math.max(...own));
      return [name, codes.dimensionNames[dimension] ?? '', formatNumber(own[dimension] ?? 0)];
    });
    const heat = chart(
      'What each dimension tells of each factor',
      'heatmap',
      ['dimension', 'share of what there is to know'],
      shares.map(({ name, shares: y }) => ({ name, x: y.map((_, dimension) => dimension), y })),
    );
    return {
      report: report('Factor table', {
        notes: [codes.made],
        tables: [table('Best dimension', ['factor', 'dimension', 'share'], best)],
        charts: [{ ...heat, columns: codes.dimensionNames.map((_, dimension) => String(dimension + 1)) }],
      }),
    };
  },
});
