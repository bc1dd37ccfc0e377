import type { Context } from '../../../src/graph/context.ts';
import { port } from '../../../src/graph/port.ts';
import type { Latents } from '../../../src/graph/values.ts';
import { batchSize } from '../../../src/tensor/tensor.ts';
import { withGeometryErrors } from '../directions/geometry.ts';
import { at, commonBatch, filledBatch, itemAt } from '../latents/batch.ts';
import { requireTogether } from '../latents/compatibility.ts';
import { warnOfExtrapolation } from '../reports/warnings.ts';

/** The inputs of a node that goes from one point to another. */
export const endPorts = {
  a: port('latents', 'The point at t = 0.', { clips: 'whole' }),
  b: port('latents', 'The point at t = 1.', { clips: 'whole' }),
  t: port('numbers', 'Position along the path; a list makes a batch.'),
};

interface Ends {
  readonly a: Latents;
  readonly b: Latents;
  readonly t: readonly number[];
}

/** Applies a path between two points to each item of the common batch of a, b and t. */
export async function interpolate(
  { a, b, t }: Ends,
  context: Context,
  path: (a: Float32Array, b: Float32Array, t: number, out: Float32Array) => void,
): Promise<Latents> {
  requireTogether('a', a, 'b', b);
  const count = commonBatch({ a: batchSize(a.tensor), b: batchSize(b.tensor), t: t.length });
  warnOfExtrapolation(t, { from: 'a', to: 'b' }, context);
  const tensor = await filledBatch(count, a.tensor, context, (out, index) => {
    withGeometryErrors(() => path(itemAt(a.tensor, index).data, itemAt(b.tensor, index).data, at(t, index), out));
  });
  return { tensor, level: a.level, space: a.space };
}
