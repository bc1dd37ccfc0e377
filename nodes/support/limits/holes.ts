import { jumpsAmong } from '../../../src/geometry/analysis/jumps.ts';
import { slerpBetween } from '../../../src/geometry/slerp.ts';
import { angleBetween, antipodalAngle } from '../../../src/geometry/sphere.ts';
import { distance, norm, polar, scale } from '../../../src/geometry/vector.ts';
import { ArcspaceError } from '../../../src/graph/problem.ts';
import { TorchGenerator } from '../../../src/tensor/random.ts';
import { mean } from '../../../src/tensor/reduce.ts';
import type { Tensor } from '../../../src/tensor/tensor.ts';
import { withGeometryErrors } from '../directions/geometry.ts';
import { type Bench, decoded } from './subject.ts';

export interface WalkedPath {
  readonly name: string;
  readonly kind: 'data' | 'random';
  /** Root mean square change of the picture at each step, in colours of 0..1. */
  readonly changes: readonly number[];
  /** Indices of the steps that change far more than is usual on paths of its kind, for the angle that they go. */
  readonly jumps: readonly number[];
}

interface Choices {
  /** How many of each kind. */
  readonly paths: number;
  readonly steps: number;
  /** What counts as a jump: so many times the median change. */
  readonly jump: number;
  readonly seed: number;
}

type Ends = readonly [Float32Array, Float32Array];

/**
 * The decoded change along great circles between scenes that follow each other, and between random points of the norm that
 * scenes have. A jump is a hole between two regions: the picture changes at once where the point moves on evenly.
 */
export async function walkedPaths(scenes: readonly Tensor[], choices: Choices, bench: Bench): Promise<WalkedPath[]> {
  const shape = scenes[0]?.shape ?? [];
  const between = scenes
    .slice(1, 1 + choices.paths)
    .map((scene, index): Ends => [scenes[index]?.data as Float32Array, scene.data]);
  const radius = mean(scenes.map(({ data }) => norm(data)));
  const random = Array.from({ length: choices.paths }, (_, index): Ends => {
    const generator = new TorchGenerator(choices.seed + index);
    return [randomPoint(generator, shape, radius), randomPoint(generator, shape, radius)];
  });
  return [
    ...(await walked('data', between, shape, choices, bench)),
    ...(await walked('random', random, shape, choices, bench)),
  ];
}

function randomPoint(generator: TorchGenerator, shape: readonly number[], radius: number): Float32Array {
  return Float32Array.from(scale(polar(generator.randn(shape).data, 'a random point').unit, radius));
}

async function walked(
  kind: WalkedPath['kind'],
  ends: readonly Ends[],
  shape: readonly number[],
  { steps, jump }: Choices,
  bench: Bench,
): Promise<WalkedPath[]> {
  const walks: { readonly name: string; readonly changes: readonly number[]; readonly rates: readonly number[] }[] = [];
  for (const [index, pair] of ends.entries()) {
    const name = `${kind === 'data' ? 'scenes' : 'random points'} ${index + 1}`;
    const angle = angleOf(pair);
    if (angle > antipodalAngle) throw opposite(name, kind);
    const changes = await changesAlong(pair, { name, shape, steps }, bench);
    walks.push({ name, changes, rates: angle > still ? changes.map((change) => (change * steps) / angle) : [] });
  }
  const usual = walks.flatMap(({ rates }) => rates);
  return walks.map(({ name, changes, rates }) => ({ name, kind, changes, jumps: jumpsAmong(rates, jump, usual) }));
}

/** A path of a smaller angle, in radians, goes nowhere, as between two scenes that are the same: it says nothing of what is usual. */
const still = 1e-6;

function angleOf([a, b]: Ends): number {
  return withGeometryErrors(() => angleBetween(polar(a, 'a scene').unit, polar(b, 'a scene').unit));
}

interface Walk {
  readonly name: string;
  readonly shape: readonly number[];
  readonly steps: number;
}

async function changesAlong([a, b]: Ends, { name, shape, steps }: Walk, bench: Bench): Promise<number[]> {
  const at = slerpBetween(a, b);
  const changes: number[] = [];
  let before: Tensor | undefined;
  for (let step = 0; step <= steps; step++) {
    const picture = await decoded(bench, { data: at(step / steps), shape }, `the path between ${name}`);
    if (before) changes.push(distance(before.data, picture.data) / Math.sqrt(picture.data.length));
    before = picture;
    await bench.tick();
  }
  return changes;
}

function opposite(name: string, kind: WalkedPath['kind']): ArcspaceError {
  return new ArcspaceError(
    'antipodal',
    `The ends of the path between ${name} are opposite each other, so no single great circle leads from one to the other.`,
    kind === 'data' ? 'Wire the scenes in another order.' : 'Give another seed.',
    { port: kind === 'data' ? 'scenes' : 'seed' },
  );
}
