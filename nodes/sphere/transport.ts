import { z } from 'zod';
import { transportBetween } from '../../src/geometry/latentSphere.ts';
import { norm } from '../../src/geometry/vector.ts';
import { defineNode } from '../../src/graph/defineNode.ts';
import { port } from '../../src/graph/port.ts';
import { ArcspaceError } from '../../src/graph/problem.ts';
import { directionOf } from '../support/directions/directions.ts';
import { withGeometryErrors } from '../support/directions/geometry.ts';
import { requireSameSize, requireSameSpace, requireTogether } from '../support/latents/compatibility.ts';
import { singleItem } from '../support/sequences/frames.ts';

export default defineNode({
  type: 'transport',
  version: 1,
  migrations: [],
  title: 'Transport',
  docs: `Carries a tangent direction from one point of the sphere to another without turning it, along the geodesic between them. A direction that is tangent at the first point is not tangent at the second; used there unchanged, it would leave the sphere.

Typical setup: connect the direction of Log map, its "from" point and another point, followed by Exp map at that point.

With u the unit tangent at "from" towards "to" and theta the angle, v' = v - <v,u> u + <v,u> (cos(theta) u - sin(theta) from). Lengths and angles between directions are kept. The part of the direction that is not tangent at "from" is left out first, and the second output says how large it was. A unit direction stays one.`,
  errors: [
    'Points that are exactly opposite each other (within 0.001 rad), since no single geodesic joins them.',
    'A direction that points straight away from the sphere at "from", so that nothing of it is tangent.',
    'A point that is zero, since it has no direction.',
    'A batch of several items at "from" or "to": Pick from batch takes one.',
    'Points of two models, noise levels or sizes, or a direction that does not fit them.',
  ],
  keywords: ['parallel transport', 'levi-civita', 'tangent', 'riemannian', 'carry'],
  inputs: {
    direction: port('direction', 'The direction to carry, tangent at "from".', { clips: 'whole' }),
    from: port('latents', 'The point where the direction is now.', { clips: 'whole' }),
    to: port('latents', 'The point to carry it to.', { clips: 'whole' }),
  },
  parameters: z.object({}),
  outputs: {
    direction: port('direction', 'The same direction at "to".'),
    removed: port('number', 'Share of the direction that was not tangent and was left out, 0 to 1.'),
  },
  examples: [{ title: 'From one point to another', parameters: {} }],
  compute({ inputs: { direction, from, to } }) {
    requireTogether('from', from, 'to', to);
    requireSameSpace('from', from, 'direction', direction);
    requireSameSize('from', from.tensor, 'direction', direction.tensor);
    const [start, end] = [singleItem('from', from).data, singleItem('to', to).data];
    const { raw, rawNorm, space, scale, provenance } = direction;
    const names = { from: '"from"', to: '"to"' };
    const { tangent, removed } = withGeometryErrors(() => transportBetween(start, end, raw.data, names), {
      antipodal: 'Move one of the two points a little.',
    });
    if (norm(tangent) < 1e-6 * rawNorm) throw radial();
    const carried = { data: tangent, shape: raw.shape };
    const origin = { method: `${provenance.method}, transported`, facts: provenance.facts };
    return { direction: directionOf(carried, space, scale, origin), removed: removed / rawNorm };
  },
});

function radial(): ArcspaceError {
  return new ArcspaceError(
    'not-tangent',
    'The direction points straight away from the sphere at "from", so nothing of it can be carried.',
    'Wire a direction from Log map, or one that was found between other points.',
    { port: 'direction' },
  );
}
