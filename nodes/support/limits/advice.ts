import { formatNumber } from '../formatNumber.ts';
import type { WalkedPath } from './holes.ts';
import type { Pair } from './independence.ts';
import type { Linearity } from './linearity.ts';
import { type OffManifold, reachOf } from './offManifold.ts';

export interface Limits {
  readonly linearity: readonly Linearity[];
  readonly pairs: readonly Pair[];
  readonly offManifold: readonly OffManifold[];
  readonly paths: readonly WalkedPath[];
}

/** What was asked, what was found, and what to do about it. */
export type Advice = readonly [question: string, finding: string, remedy: string];

/** A step that arrives nearly whole, and one of which something arrives. */
const [whole, partial] = [0.75, 0.35];
/** Above these a line does not describe the moves, and two attributes have something to do with each other. */
const [straight, related] = [0.9, 0.3];

export function adviceOf({ linearity, pairs, offManifold, paths }: Limits): Advice[] {
  return [
    ...linearity.map(ofLinearity),
    ...pairs.flatMap(ofPair),
    ...offManifold.map(ofReach),
    ...(['data', 'random'] as const).flatMap((kind) =>
      ofHoles(
        kind,
        paths.filter((path) => path.kind === kind),
      ),
    ),
  ];
}

function ofLinearity({ name, gain, explained, agreement }: Linearity): Advice {
  const question = `Is ${name} linear?`;
  const found = `Strength 1 of one half moves the probe of the other by ${formatNumber(gain)} of a step`;
  if (gain < partial) {
    const why = agreement < 0.5 ? `; the halves agree by ${formatNumber(agreement)} only` : '';
    const remedy =
      agreement < 0.5
        ? 'Use more pictures, or pairs that differ in nothing else. If that does not help, it is not linear: change it by the prompt, by a mask, or at a high noise level.'
        : 'Change it by the prompt, by a mask, or at a high noise level with Noise-level arithmetic.';
    return [question, `No. ${found}${why}.`, remedy];
  }
  if (gain < whole) {
    return [
      question,
      `In part. ${found}.`,
      `Use a strength of about ${formatNumber(Number((1 / gain).toFixed(1)))}, and look at what else changes.`,
    ];
  }
  if (explained !== undefined && explained < straight) {
    return [
      question,
      `Near 0 only. ${found}, but a line explains ${formatNumber(100 * explained)} % of the moves.`,
      'Stay near the strengths where the curve is straight; go further in several steps with denoising between them.',
    ];
  }
  return [question, `Yes. ${found}.`, 'Nothing: strengths mean what they say.'];
}

function ofPair({ first, second, cosine, correlation, chance }: Pair): Advice[] {
  const question = `Are ${first} and ${second} independent?`;
  const overlap: Advice = [
    question,
    `No. Their directions overlap (cosine ${formatNumber(cosine)}).`,
    'Set the composition of Apply directions to Löwdin or Gram-Schmidt, or use pairs that differ in one of them alone.',
  ];
  const together: Advice = [
    question,
    `Not in these scenes, which have them together (correlation ${formatNumber(correlation)}).`,
    'Balance the scenes, or take pictures for each attribute in which the other varies.',
  ];
  const found = [
    ...(Math.abs(cosine) > related ? [overlap] : []),
    ...(Math.abs(correlation ?? 0) > Math.max(related, chance) ? [together] : []),
  ];
  return found.length > 0
    ? found
    : [[question, `Yes (cosine ${formatNumber(cosine)}).`, 'Nothing: add them as they are.']];
}

function ofReach(given: OffManifold): Advice {
  const reach = reachOf(given);
  const most = given.departures.at(-1)?.strength ?? 0;
  const question = `How far can ${given.name} be pushed?`;
  if (reach >= most)
    return [question, `To ${formatNumber(most)} at least.`, 'Nothing: points stay where pictures are.'];
  return [
    question,
    `To ${formatNumber(reach)}. Beyond it decoding and encoding again leads away more than twice as far as it does for the scenes.`,
    'Stay below, or add noise and denoise afterwards, which leads back to what the model knows.',
  ];
}

function ofHoles(kind: WalkedPath['kind'], paths: readonly WalkedPath[]): Advice[] {
  if (paths.length === 0) return [];
  const jumps = paths.reduce((sum, path) => sum + path.jumps.length, 0);
  const steps = paths.reduce((sum, path) => sum + path.changes.length, 0);
  const where = kind === 'data' ? 'between scenes' : 'between random points';
  const question = `Are there holes ${where}?`;
  if (jumps === 0) return [[question, `None on ${steps} steps.`, 'Nothing: pictures change evenly.']];
  return [
    [
      question,
      `${jumps} of ${steps} steps ${jumps === 1 ? 'jumps' : 'jump'}.`,
      kind === 'data'
        ? 'Respace by the decoded change, or lead the path through a scene between the two.'
        : 'Start from encoded pictures rather than from random points, or denoise the points of the path.',
    ],
  ];
}
