import type { Context } from '../../../src/graph/context.ts';
import { ArcspaceError } from '../../../src/graph/problem.ts';
import type { Latents } from '../../../src/graph/values.ts';
import { batchSize } from '../../../src/tensor/tensor.ts';
import { commonBatch, filledBatch, itemAt } from '../latents/batch.ts';
import { requireTogether } from '../latents/compatibility.ts';
import { type Remedies, withGeometryErrors } from './geometry.ts';

/**
 * The first of several points that belong together.
 * @param title how errors call the node.
 * @throws ArcspaceError when there are fewer than `least`, or two do not mix.
 */
export function requireAllTogether(title: string, points: readonly Latents[], least = 2): Latents {
  const [first, ...others] = points;
  if (!first || points.length < least) {
    const count = least === 1 ? 'one point' : 'two points';
    throw new ArcspaceError('missing-input', `${title} needs at least ${count}.`, 'Wire another one.', {
      port: 'points',
    });
  }
  others.forEach((other, index) => {
    requireTogether('points.1', first, `points.${index + 2}`, other);
  });
  return first;
}

/** Blends points that belong together into one, batch item by batch item. */
export async function blendItems(
  points: readonly Latents[],
  first: Latents,
  context: Pick<Context, 'pause'>,
  blend: (vectors: Float32Array[], out: Float32Array) => void,
  remedies: Remedies = {},
): Promise<Latents> {
  const sizes = points.map(({ tensor }, index) => [`points.${index + 1}`, batchSize(tensor)] as const);
  const count = commonBatch(Object.fromEntries(sizes));
  const tensor = await filledBatch(count, first.tensor, context, (out, index) => {
    const vectors = points.map((point) => itemAt(point.tensor, index).data);
    withGeometryErrors(() => blend(vectors, out), remedies);
  });
  return { tensor, level: first.level, space: first.space };
}

/** Equal weights where none are given. */
export function weightsOrEqual(weights: readonly number[], count: number): readonly number[] {
  return weights.length === 0 ? Array.from({ length: count }, () => 1) : weights;
}

export function warnWhenNormalised(weights: readonly number[], context: Context): void {
  const sum = weights.reduce((total, weight) => total + weight, 0);
  if (weights.length > 0 && Math.abs(sum - 1) > 1e-6)
    context.warn(`The weights sum to ${Number(sum.toPrecision(6))} and were divided by that.`);
}
