import { formatNumber } from '../reports/formatNumber.ts';
import type { WalkedPath } from './holes.ts';
import { fewestScenes, type Pair } from './independence.ts';
import type { Linearity } from './linearity.ts';
import { type OffManifold, type Reach, reachOf } from './offManifold.ts';

export interface Limits {
  readonly linearity: readonly Linearity[];
  readonly pairs: readonly Pair[];
  readonly offManifold: readonly OffManifold[];
  readonly paths: readonly WalkedPath[];
}

/** What was asked, what was found, and what to do about it. */
export interface Advice {
  readonly question: string;
  readonly finding: string;
  readonly remedy: string;
  /** Nothing needs to be done. */
  readonly isFine: boolean;
}

/** A step that arrives nearly whole, and one of which something arrives; above the inverse of the first it is too strong. */
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

const fine = (question: string, finding: string, why: string): Advice => ({
  question,
  finding,
  remedy: `Nothing: ${why}.`,
  isFine: true,
});
const wanting = (question: string, finding: string, remedy: string): Advice => ({
  question,
  finding,
  remedy,
  isFine: false,
});

function ofLinearity(found: Linearity): Advice {
  const { name, gain, explained } = found;
  const question = `Is ${name} linear?`;
  const moved = movedBy(found);
  if (gain < partial) return notLinear(question, moved, found);
  if (explained !== undefined && explained < straight) {
    return wanting(
      question,
      `Near 0 only. ${moved}, but a line explains ${formatNumber(100 * explained)} % of the moves.`,
      'Stay near the strengths where the curve is straight; go further in several steps with denoising between them.',
    );
  }
  const better = `about ${formatNumber(Number((1 / gain).toFixed(1)))}`;
  if (gain < whole) {
    return wanting(
      question,
      `In part. ${moved}.`,
      `For one whole step use a strength of ${better}, and look at what else changes.`,
    );
  }
  if (gain > 1 / whole) {
    return wanting(question, `Too strong. ${moved}.`, `For one step use a strength of ${better}.`);
  }
  if (explained === undefined) {
    return wanting(
      question,
      `At this strength. ${moved}; a single one does not tell whether others follow a line.`,
      'Measure two strengths or more.',
    );
  }
  return fine(question, `Yes. ${moved}.`, 'strengths mean what they say');
}

function movedBy({ strength, gain }: Linearity): string {
  const steps = formatNumber(gain * strength);
  return `Strength ${formatNumber(strength)} of one half moves the probe of the other by ${steps} ${steps === 1 ? 'step' : 'steps'}`;
}

function notLinear(question: string, moved: string, { agreement }: Linearity): Advice {
  return agreement < 0.5
    ? wanting(
        question,
        `No. ${moved}; the halves agree by ${formatNumber(agreement)} only.`,
        'Use more pictures, or pairs that differ in nothing else. If that does not help, it is not linear: change it by the prompt, by a mask, or at a high noise level.',
      )
    : wanting(
        question,
        `No. ${moved}.`,
        'Change it by the prompt, by a mask, or at a high noise level with Noise-level arithmetic.',
      );
}

function ofPair({ first, second, cosine, scenes, correlation, chance }: Pair): Advice[] {
  const question = `Are ${first} and ${second} independent?`;
  const overlap = wanting(
    question,
    `No. Their directions overlap (cosine ${formatNumber(cosine)}).`,
    'Set the composition of Apply directions to Löwdin or Gram-Schmidt, or use pairs that differ in one of them alone.',
  );
  const together = wanting(
    question,
    `Not in these scenes, which have them together (correlation ${formatNumber(correlation)}).`,
    'Balance the scenes, or take pictures for each attribute in which the other varies.',
  );
  const isTogether =
    correlation !== undefined && chance !== undefined && Math.abs(correlation) > Math.max(related, chance);
  const found = [...(Math.abs(cosine) > related ? [overlap] : []), ...(isTogether ? [together] : [])];
  if (found.length > 0) return found;
  const apart = `Their directions do not overlap (cosine ${formatNumber(cosine)})`;
  if (chance === undefined) {
    return [
      wanting(
        question,
        `${apart}, but ${scenes} scenes are too few to tell whether they come together.`,
        `Use ${fewestScenes} scenes or more; twenty tell well.`,
      ),
    ];
  }
  if (correlation === undefined) {
    return [
      wanting(question, `${apart}, but all scenes are alike in one of the two.`, 'Use scenes in which both vary.'),
    ];
  }
  return [
    fine(
      question,
      `Yes (cosine ${formatNumber(cosine)}, correlation ${formatNumber(correlation)}).`,
      'add them as they are',
    ),
  ];
}

function ofReach(given: OffManifold): Advice {
  const question = `How far can ${given.name} be pushed?`;
  const [upwards, downwards] = [reachOf(given, 1), reachOf(given, -1)];
  const finding = `${reachWords('Above 0', upwards)}, ${reachWords('below 0', downwards)}.`;
  if (upwards?.beyond === undefined && downwards?.beyond === undefined) {
    return fine(question, finding, 'at these strengths points stay where pictures are');
  }
  return wanting(
    question,
    `${finding} Beyond that, the round-trip error is more than twice that of the scenes.`,
    'Stay within it, or add noise and denoise afterwards, which leads back to what the model knows.',
  );
}

function reachWords(side: string, reach: Reach | undefined): string {
  if (!reach) return `${side} not measured`;
  const { strength, beyond } = reach;
  if (beyond === undefined) return `${side} to ${formatNumber(strength)} at least`;
  if (strength === 0) return `${side} not as far as ${formatNumber(beyond)}`;
  return `${side} to ${formatNumber(strength)}`;
}

function ofHoles(kind: WalkedPath['kind'], paths: readonly WalkedPath[]): Advice[] {
  if (paths.length === 0) return [];
  const jumps = paths.reduce((sum, path) => sum + path.jumps.length, 0);
  const steps = paths.reduce((sum, path) => sum + path.changes.length, 0);
  const where = kind === 'data' ? 'between scenes' : 'between random points';
  const question = `Are there holes ${where}?`;
  if (jumps === 0) return [fine(question, `No jumps in ${steps} steps.`, 'pictures change evenly')];
  return [
    wanting(
      question,
      `${jumps} of ${steps} steps ${jumps === 1 ? 'jumps' : 'jump'}.`,
      kind === 'data'
        ? 'Respace by the decoded change, or lead the path through a scene between the two.'
        : 'Start from encoded pictures rather than from random points, or denoise the points of the path.',
    ),
  ];
}
