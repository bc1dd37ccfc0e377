import { z } from 'zod';
import { describeLevel } from '../../src/diffusion/noiseLevel.ts';
import { type PlanePoint, planeOfEnds } from '../../src/geometry/analysis/planeOfEnds.ts';
import { principalComponents } from '../../src/geometry/directions/principalComponents.ts';
import { defineNode } from '../../src/graph/defineNode.ts';
import { paced } from '../../src/graph/paced.ts';
import { port } from '../../src/graph/port.ts';
import { ArcspaceError } from '../../src/graph/problem.ts';
import type { ReportChart } from '../../src/graph/report.ts';
import type { Latents } from '../../src/graph/values.ts';
import type { Work } from '../../src/tensor/work.ts';
import { requireSameSize, requireSameSpace } from '../support/latents/compatibility.ts';
import { namesFrom, namesParameter } from '../support/parameters/names.ts';
import { seedParameter } from '../support/parameters/parameters.ts';
import { formatNumber } from '../support/reports/formatNumber.ts';
import { chart, counted, report, type Series } from '../support/reports/reports.ts';
import { framesOf } from '../support/sequences/frames.ts';

interface Sequence {
  readonly name: string;
  readonly frames: readonly Float32Array[];
}

export default defineNode({
  type: 'trajectory_plot',
  version: 1,
  migrations: [],
  title: 'Trajectory plot',
  docs: `Draws sequences as lines in two dimensions, in two projections, so they can be compared by eye.

Typical setup: connect a sequence as it was and the same after Relax path or Respace, followed by Save report.

The plane of the ends goes through the origin, the first frame and the last: a slerp is an arc there and a lerp a straight line. A separate chart shows how far each frame lies off that plane; far off it, the drawing hides most of the path. Each sequence has its own plane.

The principal components are the two directions in which all frames together vary most, the same for all sequences; the note says how much of the variance they hold. Clusters, such as two encoded sets of an attribute, are drawn there as clouds of points: so one sees from which to which a path leads.`,
  errors: ['Fewer than two frames in all.', 'Sequences or clusters of two models or sizes.'],
  keywords: ['projection', 'cluster', 'cloud', 'pca', 'path', 'plane', 'draw', 'visualise', 'circle', 'sequence'],
  inputs: {
    sequences: port('latents', 'A sequence, one frame per item.', { clips: 'whole', repeat: { min: 1, max: 8 } }),
    clusters: port('latents', 'Points that belong together, such as an encoded set: drawn, but not joined.', {
      clips: 'whole',
      repeat: { min: 0, max: 8 },
    }),
  },
  parameters: z.object({
    names: namesParameter('sequences'),
    cluster_names: namesParameter('clusters'),
    seed: seedParameter('Picks the random sketch of the components for more than 32 frames.'),
  }),
  outputs: { report: port('report', 'The drawings, and how far the frames lie off them.') },
  terminal: true,
  examples: [{ title: 'Where a sequence goes', parameters: {} }],
  async compute({ inputs: { sequences, clusters }, parameters: { names, cluster_names, seed } }, context) {
    requireComparable({ sequences, clusters });
    const all = named(sequences, namesFrom(names, sequences.length, 'sequence'));
    requireFrames(all);
    const clouds = named(clusters, namesFrom(cluster_names, clusters.length, 'cluster'));
    const planes: { name: string; points: PlanePoint[] }[] = [];
    for (const { name, frames } of all) planes.push({ name, points: await paced(planeOfEnds(frames), context) });
    const components = await paced(componentChart(all, clouds, seed), context);
    const inPlane = planes.map(({ name, points }) => ({
      name,
      x: points.map(({ x }) => x),
      y: points.map(({ y }) => y),
    }));
    const off = planes.map(({ name, points }) => counted(name, points.map(offPlane)));
    const axes = [
      ['along the first frame', 'latent units'],
      ['towards the last', 'latent units'],
    ] as const;
    return {
      report: report('Trajectories', {
        notes: [components.note, ...levelNote([...sequences, ...clusters])],
        charts: [
          { ...chart('The plane of the ends', 'line', axes, inPlane), sameScale: true },
          chart('Off the plane of the ends', 'line', ['frame', ['distance', 'latent units']], off),
          components.chart,
        ],
      }),
    };
  },
});

/** @throws ArcspaceError when latents of these ports differ in space or size from the first sequence. */
function requireComparable(ports: Readonly<Record<'sequences' | 'clusters', readonly Latents[]>>): void {
  const [first] = ports.sequences;
  if (!first) return;
  for (const [port, wires] of Object.entries(ports)) {
    wires.forEach((other, index) => {
      requireSameSpace('sequences.1', first, `${port}.${index + 1}`, other);
      requireSameSize('sequences.1', first.tensor, `${port}.${index + 1}`, other.tensor);
    });
  }
}

function named(latents: readonly Latents[], names: readonly string[]): Sequence[] {
  return latents.map((sequence, index) => ({ name: names[index] ?? '', frames: framesOf(sequence) }));
}

/** @throws ArcspaceError when all sequences together hold a single frame. */
function requireFrames(all: readonly Sequence[]): void {
  if (all.flatMap(({ frames }) => frames).length > 1) return;
  throw new ArcspaceError(
    'too-few-items',
    'There are not two frames to draw a line between.',
    'Wire a batch of latents, such as the frames of a Path.',
    { port: 'sequences' },
  );
}

/** What rounding leaves of a frame that lies in the plane is no distance. */
function offPlane({ x, y, away }: PlanePoint): number {
  return away > 1e-6 * Math.hypot(x, y, away) ? away : 0;
}

function levelNote(sequences: readonly Latents[]): string[] {
  const levels = [...new Set(sequences.map(({ level }) => describeLevel(level)))];
  return levels.length > 1 ? [`The sequences stand at different noise levels: ${levels.join(', ')}.`] : [];
}

/** All frames and points in two components; with clusters the points stand alone, and the sequences run between them. */
function* componentChart(
  sequences: readonly Sequence[],
  clusters: readonly Sequence[],
  seed: number,
): Work<{ chart: ReportChart; note: string }> {
  const all = [...clusters, ...sequences];
  const { scores, shares } = yield* principalComponents(
    all.flatMap(({ frames }) => frames),
    2,
    seed,
  );
  const series = all.map(({ name, frames }, index): Series => {
    const start = all.slice(0, index).reduce((sum, earlier) => sum + earlier.frames.length, 0);
    const along = (component: number) => frames.map((_, i) => scores[component]?.[start + i] ?? 0);
    const joined = clusters.length > 0 && index >= clusters.length;
    return { name, x: along(0), y: along(1), ...(joined && { joined }) };
  });
  const kind = clusters.length > 0 ? 'scatter' : 'line';
  const held = formatNumber(100 * ((shares[0] ?? 0) + (shares[1] ?? 0)));
  const axes = [
    ['component 1', 'latent units'],
    ['component 2', 'latent units'],
  ] as const;
  return {
    chart: { ...chart('The two principal components', kind, axes, series), sameScale: true },
    note: `The two principal components hold ${held} % of the variance of the frames.`,
  };
}
