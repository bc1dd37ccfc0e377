import { z } from 'zod';
import { planeOfStyle, type StylePoint } from '../../src/geometry/analysis/planeOfStyle.ts';
import { pairOf } from '../../src/geometry/pair.ts';
import { combine, norm, type Vector } from '../../src/geometry/vector.ts';
import { defineNode } from '../../src/graph/defineNode.ts';
import { port } from '../../src/graph/port.ts';
import type { ReportChart, ReportTable } from '../../src/graph/report.ts';
import type { Latents } from '../../src/graph/values.ts';
import { pacedGeometry } from '../support/directions/geometry.ts';
import { requireTogether } from '../support/latents/compatibility.ts';
import { formatNumber } from '../support/reports/formatNumber.ts';
import { chart, report, table } from '../support/reports/reports.ts';
import { singleItem } from '../support/sequences/frames.ts';

interface Placed extends StylePoint {
  readonly name: string;
  readonly point: Vector;
}

export default defineNode({
  type: 'style_plane',
  version: 1,
  migrations: [],
  title: 'Content and style',
  docs: `Draws a style transfer in the plane in which it happens: one axis leads from the neutral picture to the same content in the style, the other towards the other content. The four points of an exact transfer are the corners of a parallelogram.

Typical setup: the three pictures of Style transfer, encoded, with its result as result and, where there is one, the true picture as goal.

What the plane cannot show is in the table: how far each point lies off it. A goal far off the plane says that the style means something else for this content, and the angle between the style of the one and of the other says how much.`,
  errors: [
    'Style or content that are the same as neutral, and three points on one line: there is no plane.',
    'A batch of several items: Pick from batch takes one.',
    'Points of two models, noise levels or sizes.',
  ],
  keywords: ['style transfer', 'analogy', 'parallelogram', 'plane', 'axes', 'draw', 'plot'],
  inputs: {
    neutral: port('latents', 'The one content, in the neutral style.'),
    style: port('latents', 'The same content in the style.'),
    content: port('latents', 'The other content, in the neutral style.'),
    result: port('latents', 'What the transfer made, such as from Style transfer.'),
    goal: port('latents', 'The other content as it truly is in the style, where that is known.', { optional: true }),
  },
  parameters: z.object({}),
  outputs: {
    report: port('report', 'The four points in their plane, and what does not lie in it.'),
    away: port('number', 'How far the goal, or the result without one, lies off the plane.', { unit: 'latent units' }),
  },
  terminal: true,
  examples: [{ title: 'A style transfer as a parallelogram', parameters: {} }],
  async compute({ inputs }, context) {
    const named = pointsOf(inputs);
    const [neutral, style, content] = named.map(({ point }) => point) as [Vector, Vector, Vector];
    const points = named.map(({ point }) => point);
    const places = await pacedGeometry(planeOfStyle(neutral, style, content, points), context, remedies);
    const placed = places.map((place, index): Placed => ({ ...place, ...(named[index] as (typeof named)[number]) }));
    const last = placed.at(-1) as Placed;
    return {
      report: report('Content and style', {
        notes: notesOf(placed),
        tables: [tableOf(placed)],
        charts: [chartOf(placed)],
      }),
      away: last.away,
    };
  },
});

const remedies = {
  'zero-vector': 'Wire three different pictures: the neutral one, the same in the style, and another content.',
  dependent: 'Wire another content: these three differ in one way only, and span no plane.',
};

type Inputs = Readonly<Record<'neutral' | 'style' | 'content' | 'result', Latents>> & {
  readonly goal: Latents | undefined;
};

/** Neutral, style and content first; they span the plane. */
function pointsOf({ neutral, goal, ...others }: Inputs): { readonly name: string; readonly point: Vector }[] {
  const all = { neutral, style: others.style, content: others.content, result: others.result, ...(goal && { goal }) };
  return Object.entries(all).map(([name, latents]) => {
    requireTogether('neutral', neutral, name, latents);
    return { name, point: singleItem(name, latents).data };
  });
}

function notesOf(placed: readonly Placed[]): string[] {
  const [neutral, style, content, result, goal] = placed.map(({ point }) => point);
  if (!neutral || !style || !content || !result) return [];
  const lead = combine(1, style, -1, neutral);
  const changed = combine(1, result, -1, content);
  const share = `The style is a step of ${formatNumber(norm(lead))}, and the result lies ${formatNumber(norm(changed))} from the content.`;
  if (!goal) return [share];
  const wanted = combine(1, goal, -1, content);
  if (norm(wanted) === 0) return [share, 'The goal is the content itself: there is no style to compare.'];
  const angle = (180 / Math.PI) * pairOf(lead, wanted).angle;
  return [
    share,
    `For this content the true step is ${formatNumber(norm(wanted))} long and at ${formatNumber(angle)}° to that of the other; the result misses the goal by ${formatNumber(norm(combine(1, goal, -1, result)))}.`,
  ];
}

function tableOf(placed: readonly Placed[]): ReportTable {
  const columns = [
    'point',
    ['along content', 'latent units'],
    ['along style', 'latent units'],
    ['off the plane', 'latent units'],
  ] as const;
  return table(
    'Where the points lie',
    columns,
    placed.map(({ name, content, style, away }) => [name, ...[content, style, away].map(formatNumber)]),
  );
}

function chartOf(placed: readonly Placed[]): ReportChart {
  const corners = ['neutral', 'style', 'result', 'content', 'neutral'].flatMap(
    (wanted) => placed.find(({ name }) => name === wanted) ?? [],
  );
  const way = { name: 'the transfer', x: corners.map(({ content }) => content), y: corners.map(({ style }) => style) };
  const marks = placed.map(({ name, content, style, away }) => ({
    name: away > 1e-3 * Math.hypot(content, style, away) ? `${name} (${formatNumber(away)} off the plane)` : name,
    x: [content],
    y: [style],
    marks: true,
  }));
  const axes = [
    ['content', 'latent units'],
    ['style', 'latent units'],
  ] as const;
  return { ...chart('The plane of content and style', 'line', axes, [way, ...marks]), sameScale: true };
}
