import { z } from 'zod';
import { chanceOf, sampleCount } from '../../src/disentanglement/codes.ts';
import { type Measures, measure } from '../../src/disentanglement/measure.ts';
import { defineNode } from '../../src/graph/defineNode.ts';
import { paced } from '../../src/graph/paced.ts';
import { port } from '../../src/graph/port.ts';
import { ArcspaceError } from '../../src/graph/problem.ts';
import type { CodesOfSet } from '../../src/graph/values.ts';
import { mean } from '../../src/tensor/reduce.ts';
import { seedParameter } from '../support/parameters/parameters.ts';
import { formatNumber } from '../support/reports/formatNumber.ts';
import { chart, report, table } from '../support/reports/reports.ts';

/** Fewer samples tell nothing. */
const LEAST = 30;
/** More take minutes, and tell no more. */
const MOST = 20_000;

export default defineNode({
  type: 'disentanglement',
  version: 1,
  migrations: [],
  title: 'Disentanglement',
  docs: `Measures whether single dimensions of a code stand for single factors: DCI, MIG, SAP, the FactorVAE metric, the beta-VAE score, modularity and explicitness in one report.

Typical setup: Scene set and Load model, then Encode codes. A few hundred pictures give steady figures.

DCI trains bagged decision trees for each factor: disentanglement asks whether a dimension matters for one factor only, completeness whether a factor rests on one dimension only, informativeness accuracy on held-out samples. MIG is the gap of mutual information between the two dimensions that tell a factor best (20 bins). SAP is the same gap for what one dimension alone gets right. FactorVAE and beta-VAE fix a factor in many samples and ask whether that can be seen. Modularity and explicitness are those of Ridgeway and Mozer.

A third of the samples is held out. A code that is its factors scores near 1, except in plain SAP, which ends at what guessing leaves to be gained; what has nothing to do with them scores near 0, or near chance where the table says so.`,
  errors: ['Fewer than 30 samples, or more than 20,000.', 'Factors that never vary.'],
  keywords: [
    'dci',
    'mig',
    'sap',
    'factorvae',
    'beta-vae',
    'modularity',
    'explicitness',
    'metric',
    'evaluate',
    'entanglement',
  ],
  inputs: { codes: port('codes', 'Codes and factors, from Encode codes or Load codes.') },
  parameters: z.object({ seed: seedParameter('Picks what is held out and what is drawn.') }),
  outputs: { report: port('report', 'All measures, and those of each factor.') },
  terminal: true,
  examples: [{ title: 'All measures', parameters: {} }],
  async compute({ inputs: { codes }, parameters: { seed } }, context) {
    requireEnough(codes);
    return { report: reportOf(codes, await paced(measure(codes, seed), context)) };
  },
});

function requireEnough(codes: CodesOfSet): void {
  if (sampleCount(codes) < LEAST) {
    throw new ArcspaceError(
      'too-few',
      `${sampleCount(codes)} samples are too few to measure by: ${LEAST} are the least, and some hundreds are better.`,
      'Use a larger set.',
      { port: 'codes' },
    );
  }
  if (sampleCount(codes) > MOST) {
    throw new ArcspaceError(
      'too-many',
      `${sampleCount(codes)} samples are too many: ${MOST} are the most.`,
      'Use a part of them.',
      { port: 'codes' },
    );
  }
  if (codes.factors.some(({ labels }) => new Set(labels).size > 1)) return;
  throw new ArcspaceError(
    'constant-factors',
    'No factor of these codes varies.',
    'Leave some factors of the set to chance.',
    {
      port: 'codes',
    },
  );
}

function reportOf(codes: CodesOfSet, all: Measures) {
  const chance = 1 / codes.factors.length;
  const rows: readonly (readonly [string, number, string | number, string])[] = [
    ['DCI disentanglement', all.dci.disentanglement, '0', 'each dimension matters for one factor'],
    ['DCI completeness', all.dci.completeness, '0', 'each factor rests on one dimension'],
    [
      'DCI informativeness',
      mean(all.dci.informativeness),
      formatNumber(mean(codes.factors.map(({ labels }) => chanceOf(labels)))),
      'factors can be told from the code',
    ],
    ['MIG', mean(all.mig), '0', 'one dimension tells most of a factor'],
    ['SAP', mean(all.sap.map(({ gap }) => gap)), '0', 'one dimension alone tells a factor best'],
    [
      'SAP over chance',
      mean(all.sap.map(({ overChance }) => overChance)),
      '0',
      'the same as a share of what can be gained over guessing',
    ],
    [
      'FactorVAE metric',
      all.factorVae,
      formatNumber(chance),
      'the fixed factor is the dimension with the least variance',
    ],
    ['beta-VAE score', all.betaVae, formatNumber(chance), 'what is fixed can be read from distances'],
    ['Modularity', all.modularity, '', 'each dimension tells of one factor'],
    ['Explicitness', mean(all.explicitness), '0', 'values can be read by a linear rule'],
  ];
  return report('Disentanglement', {
    notes: [
      codes.made,
      `${sampleCount(codes)} samples, ${codes.factors.length} factors, ${codes.dimensionNames.length} dimensions.`,
    ],
    tables: [
      table(
        'Measures',
        ['measure', 'score', 'by chance', 'near 1 when'],
        rows.map(([name, score, ...rest]) => [name, formatNumber(score), ...rest]),
      ),
      table(
        'By factor',
        ['factor', 'MIG', 'SAP', 'informativeness', 'explicitness'],
        codes.factors.map(({ name }, at) => [
          name,
          ...[all.mig[at], all.sap[at]?.gap, all.dci.informativeness[at], all.explicitness[at]].map((score) =>
            formatNumber(score ?? 0),
          ),
        ]),
      ),
    ],
    charts: [
      {
        ...chart(
          'Importance of each dimension for each factor',
          'heatmap',
          ['dimension', 'importance'],
          codes.factors.map(({ name }, factor) => ({
            name,
            x: codes.dimensionNames.map((_, dimension) => dimension),
            y: all.dci.importance.map((row) => row[factor] as number),
          })),
        ),
        columns: codes.dimensionNames.map((_, dimension) => String(dimension + 1)),
      },
    ],
  });
}
