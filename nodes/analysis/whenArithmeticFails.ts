import { z } from 'zod';
import type { Context } from '../../src/graph/context.ts';
import { defineNode } from '../../src/graph/defineNode.ts';
import { port } from '../../src/graph/port.ts';
import { ArcspaceError } from '../../src/graph/problem.ts';
import type { ImageSet } from '../../src/graph/values.ts';
import type { Tensor } from '../../src/tensor/tensor.ts';
import { attributePorts } from '../support/attributes/attributePorts.ts';
import { encodedSet, requirePairs } from '../support/attributes/attributeSets.ts';
import { trialStrengths } from '../support/attributes/trialStrengths.ts';
import { requireSameSize } from '../support/latents/compatibility.ts';
import type { Limits } from '../support/limits/advice.ts';
import { walkedPaths } from '../support/limits/holes.ts';
import { independenceOf } from '../support/limits/independence.ts';
import { limitsReport } from '../support/limits/limitsReport.ts';
import { type Linearity, linearityOf } from '../support/limits/linearity.ts';
import { type OffManifold, offManifoldOf, reachOf } from '../support/limits/offManifold.ts';
import { type Bench, type Subject, subjectOf } from '../support/limits/subject.ts';
import { namesFrom, namesParameter } from '../support/parameters/names.ts';
import { seedParameter } from '../support/parameters/parameters.ts';
import { fitParameter } from '../support/pictures/encodeItem.ts';

export default defineNode({
  type: 'when_arithmetic_fails',
  version: 1,
  migrations: [],
  title: 'When arithmetic fails',
  docs: `Measures on a model and on sets of pictures whether directions do what arithmetic says, and tells what to do where they do not. One report answers four questions.

Typical setup: connect Load model, Image set twice for each attribute, and Scene set or Image set to scenes, followed by Save report. Scenes should be other pictures than those of the sets, and have each attribute or not by turns.

Linearity: each set is halved, every other picture to one side. The direction of one half is added to pictures of the other, decoded, encoded again and read by a probe (a linear discriminant) that learnt from that other half; then the other way round. A gain of 1, measured at the strength nearest to 1, says that strength 1 moves the probe from one class to the other; 0, that what was found holds for its own pictures only. Whether the moves lie on a line takes two strengths or more.

Independence: cosines between the directions, and correlations of what the probes read over the scenes. Above 0.3, and in correlations above what so few scenes show by chance in one case of twenty, two attributes do not come without each other. Fewer than five scenes cannot tell.

Off the manifold: along the strength, the norm of moved scenes; how far decoding and encoding again leads away from a point, as a share of its norm, which is small where pictures are; and how well the autoencoder reconstructs the picture. The reach is the largest strength, above 0 and below, up to which the second stays less than twice what it is for the scenes themselves, or less than 2 % of the norm where that is more.

Holes: how much the decoded picture changes at each step of great circles between scenes, and between random points of the same norm. A step that changes many times as much as the median of its kind, for the angle that it goes, is a jump: there is a gap between two regions.`,
  errors: [
    'More or fewer sets with an attribute than without, or one with fewer than two pictures.',
    'Fewer than two scenes, or two in a row that are exactly opposite each other (within 0.001 rad).',
    'Pictures that make latents of different sizes.',
    'Two sides of an attribute that show the same, in all pictures or in one half of them; or strengths that are all 0.',
    'A strength at which the autoencoder gives values that are not finite, as some do in half precision.',
  ],
  keywords: [
    'linearity',
    'independence',
    'entanglement',
    'manifold',
    'holes',
    'limits',
    'probe',
    'diagnose',
    'evaluate',
  ],
  inputs: {
    vae: port('vae', 'The autoencoder, from Load model.'),
    ...attributePorts(['Pictures with one attribute.', 'Pictures without it, in the order of those with it.'], 8),
    scenes: port(
      'image_set',
      'Pictures to move and to walk between, other than those of the sets; five or more for correlations.',
      {
        usually: 'scene_set',
        suggests: { count: 24 },
      },
    ),
  },
  parameters: z.object({
    names: namesParameter('attributes'),
    strengths: z
      .array(z.number().min(-10).max(10))
      .min(1)
      .max(16)
      .default([-2, -1, 0.5, 1, 1.5, 2, 3])
      .describe('How much of each direction to add; 0 is always measured too.'),
    pictures: z
      .int()
      .min(1)
      .max(64)
      .default(4)
      .describe('How many pictures of each half, and how many scenes, are moved.')
      .meta({ step: 1 }),
    paths: z
      .int()
      .min(1)
      .max(16)
      .default(3)
      .describe(
        'How many paths of each kind are walked: between scenes, as far as there are pairs in a row, and between random points.',
      )
      .meta({ step: 1 }),
    path_steps: z.int().min(4).max(200).default(16).describe('Number of steps of each path.').meta({ step: 1 }),
    jump: z
      .number()
      .min(1.5)
      .max(100)
      .default(3)
      .describe(
        'A step is a jump when it changes the picture so many times as much as the median step, for the angle that it goes.',
      )
      .meta({ step: 0.5 }),
    fit: fitParameter,
    seed: seedParameter('Picks the random points.'),
  }),
  outputs: {
    report: port('report', 'Four questions, what was found, and what to do.'),
    gains: port('numbers', 'How many steps the probe moves for each unit of strength, for each attribute.'),
    reaches: port(
      'numbers',
      'The largest strength above 0 that stays where pictures are, for each attribute; 0 where none was tried or none does.',
    ),
  },
  terminal: true,
  examples: [{ title: 'Quickly', parameters: { strengths: [1, 2], pictures: 1, paths: 1, path_steps: 8 } }],
  async compute({ inputs, parameters }, context) {
    const { vae, positive, negative, scenes } = inputs;
    requirePairs(positive, negative);
    requireScenes(scenes);
    const names = namesFrom(parameters.names, positive.length, 'attribute');
    const subjects: Subject[] = [];
    for (const [index, name] of names.entries()) {
      const sets = { positive: positive[index] as ImageSet, negative: negative[index] as ImageSet };
      subjects.push(await subjectOf(name, vae, sets, parameters.fit, context));
    }
    const points = await encodedSet(vae, scenes, parameters.fit, context);
    requireOneSize(subjects, points);
    const strengths = trialStrengths(parameters.strengths);
    warnOfFewPaths(points.length, parameters.paths, context);
    const tick = ticking(pointsToMeasure(subjects, points.length, strengths.length, parameters), context);
    const bench = { vae, context, strengths, tick };
    const limits = await measured(subjects, points, parameters, bench);
    return {
      report: limitsReport(limits, strengths),
      gains: limits.linearity.map(({ gain }) => gain),
      reaches: limits.offManifold.map((each) => reachOf(each, 1)?.strength ?? 0),
    };
  },
});

interface Extent {
  readonly pictures: number;
  readonly paths: number;
  readonly path_steps: number;
  readonly jump: number;
  readonly seed: number;
}

async function measured(
  subjects: readonly Subject[],
  scenes: readonly Tensor[],
  { pictures, paths, path_steps, jump, seed }: Extent,
  bench: Bench,
): Promise<Limits> {
  const linearity: Linearity[] = [];
  const offManifold: OffManifold[] = [];
  for (const subject of subjects) {
    linearity.push(await linearityOf(subject, pictures, bench));
    offManifold.push(await offManifoldOf(subject, scenes.slice(0, pictures), bench));
  }
  return {
    linearity,
    offManifold,
    pairs: independenceOf(subjects, scenes),
    paths: await walkedPaths(scenes, { paths, steps: path_steps, jump, seed }, bench),
  };
}

/** How many times a point is decoded and looked at: what progress counts. */
function pointsToMeasure(
  subjects: readonly Subject[],
  scenes: number,
  strengths: number,
  { pictures, paths, path_steps }: Extent,
): number {
  const moved = subjects.map(({ halves }) =>
    [...halves.map(({ negative }) => negative.length), scenes].reduce(
      (sum, count) => sum + Math.min(pictures, count),
      0,
    ),
  );
  const points = moved.reduce((sum, count) => sum + count, 0);
  return points * (strengths + 1) + (Math.min(paths, scenes - 1) + paths) * (path_steps + 1);
}

function ticking(of: number, context: Context): () => Promise<void> {
  let step = 0;
  return async () => {
    await context.pause();
    step++;
    await context.progress({ step, of });
  };
}

function warnOfFewPaths(scenes: number, paths: number, context: Context): void {
  const most = scenes - 1;
  if (most >= paths) return;
  const walked = most === 1 ? 'path was' : 'paths were';
  context.warn(`Only ${most} ${walked} walked between scenes rather than ${paths}, since there are ${scenes} scenes.`);
}

function requireScenes({ count }: ImageSet): void {
  if (count >= 2) return;
  throw new ArcspaceError(
    'too-few-pictures',
    `"scenes" has ${count === 1 ? 'one picture' : 'no pictures'}, and a path needs two.`,
    'Use ten scenes or more.',
    { port: 'scenes' },
  );
}

function requireOneSize(subjects: readonly Subject[], scenes: readonly Tensor[]): void {
  const [first] = scenes as [Tensor];
  for (const scene of scenes) requireSameSize('scenes', first, 'scenes', scene);
  subjects.forEach(({ whole }, index) => {
    requireSameSize('scenes', first, `positive.${index + 1}`, whole.direction);
  });
}
