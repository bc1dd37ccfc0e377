import { jumpsAmong } from '../../../src/geometry/analysis/jumps.ts';
import { slerpBetween } from '../../../src/geometry/slerp.ts';
import { angleBetween } from '../../../src/geometry/sphere.ts';
import { distance, norm, polar, scale } from '../../../src/geometry/vector.ts';
import { TorchGenerator } from '../../../src/tensor/random.ts';
import type { Tensor } from '../../../src/tensor/tensor.ts';
import { withGeometryErrors } from '../geometry.ts';
import { mean } from '../sequenceMotion.ts';
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
  const radius = mean(scenes.map(({ data }) => norm(data))) ?? 0;
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
  const walks: { readonly changes: readonly number[]; readonly rates: readonly number[] }[] = [];
  for (const pair of ends) {
    const changes = await changesAlong(pair, shape, steps, bench);
    const angle = angleOf(pair) / steps;
    walks.push({ changes, rates: changes.map((change) => (angle > 0 ? change / angle : 0)) });
  }
  const usual = walks.flatMap(({ rates }) => rates);
  return walks.map(({ changes, rates }, index) => ({
    name: `${kind === 'data' ? 'scenes' : 'random points'} ${index + 1}`,
    kind,
    changes,
    jumps: jumpsAmong(rates, jump, usual),
  }));
}

function angleOf([a, b]: Ends): number {
  return withGeometryErrors(() => angleBetween(polar(a, 'a scene').unit, polar(b, 'a scene').unit));
}

async function changesAlong([a, b]: Ends, shape: readonly number[], steps: number, bench: Bench): Promise<number[]> {
  const at = withGeometryErrors(() => slerpBetween(a, b), { antipodal: 'Wire the scenes in another order.' });
  const changes: number[] = [];
  let before: Tensor | undefined;
  for (let step = 0; step <= steps; step++) {
    const picture = await decoded(bench.vae, { data: at(step / steps), shape }, bench.context);
    if (before) changes.push(distance(before.data, picture.data) / Math.sqrt(picture.data.length));
    before = picture;
    await bench.tick();
  }
  return changes;
}
