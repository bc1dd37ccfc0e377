import { z } from 'zod';
import { isClean } from '../../src/diffusion/noiseLevel.ts';
import {
  clipCosine,
  clipDirection,
  clipNorm,
  clipParts,
  partOfClip,
} from '../../src/geometry/directions/clipDirection.ts';
import { norm } from '../../src/geometry/vector.ts';
import type { Context } from '../../src/graph/context.ts';
import { defineNode } from '../../src/graph/defineNode.ts';
import { port } from '../../src/graph/port.ts';
import { ArcspaceError } from '../../src/graph/problem.ts';
import type { Report } from '../../src/graph/report.ts';
import type { Latents } from '../../src/graph/values.ts';
import { weightedSum } from '../../src/tensor/weightedSum.ts';
import { pacedGeometry } from '../support/directions/geometry.ts';
import { at, batchOf, commonBatch, itemAt } from '../support/latents/batch.ts';
import { requireTogether } from '../support/latents/compatibility.ts';
import { strengthParameter } from '../support/parameters/parameters.ts';
import { formatNumber } from '../support/reports/formatNumber.ts';
import { chart, counted, report, table } from '../support/reports/reports.ts';
import { framesOf } from '../support/sequences/frames.ts';

export default defineNode({
  type: 'clip_arithmetic',
  version: 1,
  migrations: [],
  title: 'Clip arithmetic',
  docs: `Adds an attribute of sequences to a clip: the mean of clips that have it minus the mean of clips that do not, frame by frame. Nightfall, a moving camera or slow motion are such attributes; no single frame shows them.

Typical setup: connect Load video or Scene film and Encode for each clip, followed by Decode frames and Save video.

v(t) = mean over clips with - mean over clips without, at the same share of each clip; clips of other lengths are brought to the length of the one to change. Clips at half speed and at full speed from the same start give slow motion.

The still part of v is its mean over time, which is what an attribute vector of single frames would be; the motion is the rest. Adding the motion alone changes what happens and leaves what is there on average. The report says how much of v is motion and, with two clips or more a side, whether halves of the clips agree on it.`,
  errors: [
    'Clips of two models or sizes.',
    'Latents with noise in them: a difference of those would hold differences of noise.',
    'Several strengths that are not as many as the frames.',
  ],
  keywords: ['sequence', 'video', 'film', 'motion', 'slow motion', 'camera', 'attribute', 'direction', 'time'],
  inputs: {
    latents: port('latents', 'The clip to change, one frame per item.'),
    with: port('latents', 'A clip with the attribute.', { repeat: { min: 1, max: 8 } }),
    without: port('latents', 'A clip without it.', { repeat: { min: 1, max: 8 } }),
    strength: port('numbers', 'How much of it; a list has one for each frame.'),
  },
  parameters: z.object({
    strength: strengthParameter('How much of the attribute is added: 1 is one whole step, -1 takes it away.'),
    part: z
      .enum(clipParts)
      .default('whole')
      .describe('What is added: all of it, only what changes from frame to frame, or only its mean over time.'),
  }),
  outputs: {
    latents: port('latents', 'The clip with the attribute.'),
    report: port('report', 'How strong the attribute is in each frame, and how much of it is motion.'),
  },
  examples: [
    { title: 'One whole step', parameters: {} },
    { title: 'Only what moves', parameters: { part: 'motion' } },
  ],
  async compute({ inputs: { latents, with: positive, without: negative, strength }, parameters: { part } }, context) {
    requireClips(latents, { with: positive, without: negative });
    const frames = framesOf(latents).length;
    const sides = [positive.map(framesOf), negative.map(framesOf)] as const;
    const direction = await pacedGeometry(clipDirection(...sides, frames), context);
    const added = await pacedGeometry(partOfClip(direction, part), context);
    commonBatch({ latents: frames, strength: strength.length });
    const tensor = await batchOf(frames, context, (index) => {
      const frame = itemAt(latents.tensor, index);
      return weightedSum([
        [1, frame],
        [at(strength, index), { data: added[index] as Float32Array, shape: frame.shape }],
      ]);
    });
    return {
      latents: { tensor, level: latents.level, space: latents.space },
      report: reportOf(direction, await pacedGeometry(partOfClip(direction, 'motion'), context), {
        agreement: await agreementOf(...sides, frames, context),
        clips: [positive.length, negative.length],
      }),
    };
  },
});

type Clips = readonly (readonly Float32Array[])[];

function requireClips(latents: Latents, sides: Readonly<Record<'with' | 'without', readonly Latents[]>>): void {
  for (const [name, clips] of Object.entries(sides)) {
    clips.forEach((clip, index) => {
      requireTogether('latents', latents, `${name}.${index + 1}`, clip);
    });
  }
  if (isClean(latents.level)) return;
  throw new ArcspaceError(
    'noisy-latents',
    'The clips still carry noise, and their difference would hold a difference of noises.',
    'Wire clips from Encode, or denoise them first.',
    { port: 'latents' },
  );
}

/** Cosine of the directions that every other clip gives and that the rest give; undefined with a single clip on a side. */
async function agreementOf(
  positive: Clips,
  negative: Clips,
  frames: number,
  context: Context,
): Promise<number | undefined> {
  if (Math.min(positive.length, negative.length) < 2) return undefined;
  const half = (clips: Clips, rest: number) => clips.filter((_, index) => index % 2 === rest);
  const [first, second] = [
    await pacedGeometry(clipDirection(half(positive, 0), half(negative, 0), frames), context),
    await pacedGeometry(clipDirection(half(positive, 1), half(negative, 1), frames), context),
  ];
  return clipCosine(first, second);
}

function reportOf(
  direction: readonly Float32Array[],
  motion: readonly Float32Array[],
  {
    agreement,
    clips: [positive, negative],
  }: { readonly agreement: number | undefined; readonly clips: readonly [number, number] },
): Report {
  const whole = clipNorm(direction);
  const share = whole > 0 ? (100 * clipNorm(motion) ** 2) / whole ** 2 : undefined;
  const rows: [string, number | string, string][] = [
    ['clips with', positive, ''],
    ['clips without', negative, ''],
    ['frames', direction.length, ''],
    ['length of all frames', formatNumber(whole), 'latent units'],
    ['motion', formatNumber(share), '% of the energy'],
    ['halves of the clips agree', formatNumber(agreement), 'cosine'],
  ];
  return report('Attribute of clips', {
    notes: [verdict(share)],
    tables: [table('Figures', ['figure', 'value', 'unit'], rows)],
    charts: [
      chart(
        'Strength of the attribute',
        'line',
        ['frame', ['norm', 'latent units']],
        [counted('all of it', direction.map(norm)), counted('motion', motion.map(norm))],
      ),
    ],
  });
}

function verdict(share: number | undefined): string {
  if (share === undefined) return 'The clips with and without are the same on average, so nothing is added.';
  const figure = `${formatNumber(share)} % of its energy is motion`;
  if (share < 20) return `It stands nearly still (${figure}): Attribute vector does the same with single pictures.`;
  return `It changes over time (${figure}).`;
}
