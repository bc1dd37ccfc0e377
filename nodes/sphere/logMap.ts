import { z } from 'zod';
import { logBetween } from '../../src/geometry/latentSphere.ts';
import { defineNode } from '../../src/graph/defineNode.ts';
import { port } from '../../src/graph/port.ts';
import { ArcspaceError } from '../../src/graph/problem.ts';
import { directionOf } from '../support/directions/directions.ts';
import { withGeometryErrors } from '../support/directions/geometry.ts';
import { requireTogether } from '../support/latents/compatibility.ts';
import { singleItem } from '../support/sequences/frames.ts';

/** Rounding of float32 keeps points of one direction up to so many radians apart. */
const sameDirection = 2e-7;

export default defineNode({
  type: 'log_map',
  version: 1,
  migrations: [],
  title: 'Log map',
  docs: `Finds the direction from one point to another on the sphere: the tangent at "from" that leads to "to". Exp map follows it and arrives at "to" again; half of it arrives half way, as Slerp does.

Typical setup: connect two points from Noise or Encode, followed by Exp map or Transport.

On the unit sphere log(z) at y is theta / sin(theta) x (z - cos(theta) y), with theta the angle between them. Here the sphere is the one through "from", so the tangent is as long as the arc, in latent units; the difference in length is a separate output.

A tangent belongs to its point and its noise level. Exp map uses it unchanged; Transport carries it to another point. Apply directions treats it as a clean direction, which is only correct between clean points.`,
  errors: [
    'Points that are exactly opposite each other (within 0.001 rad), because there is no direction between them.',
    'Points that are the same, or one that is zero.',
    'A batch of several items: Pick from batch takes one.',
    'Points of two models, noise levels or sizes.',
  ],
  keywords: ['logarithm', 'tangent', 'geodesic', 'riemannian', 'direction'],
  inputs: {
    from: port('latents', 'The point where the direction starts.', { clips: 'whole' }),
    to: port('latents', 'The point that it leads to.', { clips: 'whole' }),
  },
  parameters: z.object({}),
  outputs: {
    direction: port('direction', 'Tangent at "from", as long as the arc, in latent units.'),
    angle: port('number', 'The angle between the points, in radians.', { unit: 'rad' }),
    radius_change: port('number', 'How much longer "to" is, in latent units.', { unit: 'latent units' }),
  },
  examples: [{ title: 'From one noise to another', parameters: {} }],
  compute({ inputs: { from, to } }) {
    requireTogether('from', from, 'to', to);
    const start = singleItem('from', from);
    const end = singleItem('to', to);
    const remedies = { antipodal: 'Move one of the two points a little.' };
    const { tangent, angle, radiusChange } = withGeometryErrors(() => logBetween(start.data, end.data), remedies);
    if (angle < sameDirection) throw sameDirectionError();
    const provenance = { method: 'log map', facts: { angle, 'radius change': radiusChange } };
    const direction = directionOf({ data: tangent, shape: start.shape }, from.space, 'raw', provenance);
    return { direction, angle, radius_change: radiusChange };
  },
});

function sameDirectionError(): ArcspaceError {
  return new ArcspaceError(
    'zero-vector',
    'The two points lie in the same direction, so there is no path between them on the sphere.',
    'Wire two points that differ in more than their length.',
    { port: 'to' },
  );
}
