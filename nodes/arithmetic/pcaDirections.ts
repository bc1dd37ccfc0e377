import { z } from 'zod';
import { type PrincipalComponents, principalComponents } from '../../src/geometry/directions/principalComponents.ts';
import { scale as times } from '../../src/geometry/vector.ts';
import { defineNode } from '../../src/graph/defineNode.ts';
import { paced } from '../../src/graph/paced.ts';
import { port } from '../../src/graph/port.ts';
import { ArcspaceError } from '../../src/graph/problem.ts';
import type { Report } from '../../src/graph/report.ts';
import { directionOf, signalOf } from '../support/directions/directions.ts';
import { seedParameter } from '../support/parameters/parameters.ts';
import { formatNumber } from '../support/reports/formatNumber.ts';
import { chart, counted, report, table } from '../support/reports/reports.ts';
import { sequenceOf } from '../support/sequences/frames.ts';

export default defineNode({
  type: 'pca_directions',
  version: 1,
  migrations: [],
  title: 'PCA directions',
  docs: `Finds the directions in which a set of latents varies most, without any labels. The first component is the direction of most variance, the second the most of what is left, and so on; pictures show what they mean.

Typical setup: connect Load images and Encode. Apply directions, Decode and Image grid show what a component means.

"component" chooses which one is output. At raw scale, strength 1 is one standard deviation of the set along it; at unit scale, strength is a distance. Its sign is by convention: the largest number is positive.

Components come from a randomised singular value decomposition (Halko, Martinsson and Tropp 2011), exact for up to 32 points and the same for the same seed. n points have at most n - 1 components. The report says how much of the variance each holds, and where each point lies.`,
  errors: [
    'Fewer than two points, or points that are all the same.',
    'A component beyond those in which the points vary.',
    'Pure noise, because a difference of noises is not a direction between pictures.',
  ],
  keywords: ['principal components', 'svd', 'discover', 'unsupervised', 'variance', 'ganspace'],
  inputs: { latents: port('latents', 'The set, one point per item; two or more.') },
  parameters: z.object({
    component: z
      .int()
      .min(1)
      .max(32)
      .default(1)
      .describe('Which component to output; 1 has the most variance.')
      .meta({ step: 1 }),
    scale: z
      .enum(['raw', 'unit'])
      .default('raw')
      .describe('Raw: strength 1 is one standard deviation of the set. Unit: strength is a distance.'),
    seed: seedParameter('Picks the random sketch for sets of more than 32 points.'),
  }),
  outputs: {
    direction: port('direction', 'The chosen component.'),
    scores: port('numbers', 'Where each point lies along it, from the mean, in latent units.', {
      unit: 'latent units',
    }),
    report: port('report', 'The variance of each component, and where the points lie.'),
  },
  examples: [
    { title: 'What varies most', parameters: { component: 1 } },
    { title: 'And next', parameters: { component: 2 } },
  ],
  async compute({ inputs: { latents }, parameters: { component, scale, seed } }, context) {
    const points = sequenceOf('latents', latents, 2);
    const count = Math.max(component, Math.min(8, points.length - 1));
    const found = await paced(principalComponents(points, count, seed), context);
    const axis = found.components[component - 1];
    if (!axis) throw noComponent(component, found.components.length);
    const index = component - 1;
    const length = Math.sqrt(found.variances[index] ?? 0) / signalOf('latents', latents);
    const raw = { data: new Float32Array(times(axis, length)), shape: [1, ...latents.tensor.shape.slice(1)] };
    const facts = { component, points: points.length, 'share of variance': found.shares[index] ?? 0 };
    return {
      direction: directionOf(raw, latents.space, scale, { method: 'principal component', facts }),
      scores: [...(found.scores[index] ?? [])],
      report: reportOf(found),
    };
  },
});

function noComponent(wanted: number, there: number): ArcspaceError {
  const count = there === 1 ? 'one direction' : `${there} directions`;
  return there === 0
    ? new ArcspaceError('zero-vector', 'All points of the set are the same.', 'Wire points that differ.', {
        port: 'latents',
      })
    : new ArcspaceError(
        'no-such-item',
        `There is no component ${wanted}: these points vary in ${count}.`,
        'Choose a smaller component, or wire more points.',
        { port: 'component' },
      );
}

function reportOf({ variances, shares, scores }: PrincipalComponents): Report {
  const rows = shares.map((share, i) => [
    i + 1,
    formatNumber(Math.sqrt(variances[i] ?? 0)),
    formatNumber(100 * share),
    formatNumber(100 * shares.slice(0, i + 1).reduce((sum, part) => sum + part, 0)),
  ]);
  const [first = [], second = []] = scores.map((score) => [...score]);
  const plane = { name: 'points', x: first, y: second.length > 0 ? second : first.map(() => 0) };
  return report('Principal components', {
    tables: [table('Variance', ['component', ['deviation', 'latent units'], ['share', '%'], ['together', '%']], rows)],
    charts: [
      chart(
        'Share of the variance',
        'bar',
        ['component', ['share', '%']],
        [
          counted(
            'share',
            shares.map((share) => 100 * share),
          ),
        ],
      ),
      chart('Points', 'scatter', ['component 1', 'component 2'], [plane]),
    ],
  });
}
