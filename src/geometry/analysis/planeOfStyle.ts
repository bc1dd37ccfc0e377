import { eachOf, type Work } from '../../tensor/work.ts';
import { GeometryError } from '../geometryError.ts';
import { orthonormalBasis } from '../orthonormalBasis.ts';
import { combineRows, productsWithRows } from '../rows.ts';
import { combine, norm, type Vector } from '../vector.ts';

export interface StylePoint {
  /** Along the content axis, from the neutral point on. */
  readonly content: number;
  /** Along the style axis. */
  readonly style: number;
  /** Distance from the plane of the two. */
  readonly away: number;
}

/** What float32 latents of one line are off it, beside their distance. */
const ROUNDING = 1e-6;

/**
 * Where points lie in the plane of a style transfer: its origin is the neutral point, its style axis leads to the same
 * content in the style, and its content axis, at a right angle, towards the other content.
 * @throws GeometryError `zero-vector` when style or content are the neutral point, `dependent` when the three lie on one
 * line, `length` when sizes differ.
 */
export function* planeOfStyle(
  neutral: Vector,
  style: Vector,
  content: Vector,
  points: readonly Vector[],
): Work<StylePoint[]> {
  const leads = [style, content].map((point) => combine(1, point, -1, neutral));
  if (leads.some((lead) => norm(lead) === 0)) {
    throw new GeometryError('zero-vector', 'neutral is the same point as style or content');
  }
  const basis = yield* orthonormalBasis(leads, ROUNDING);
  if (basis.length < 2) throw new GeometryError('dependent', 'neutral, style and content lie on one line');
  return yield* eachOf(points, (point) => {
    const lead = combine(1, point, -1, neutral);
    const products = productsWithRows(basis, lead);
    const inPlane = combineRows(basis, products, lead.length);
    return { style: products[0] ?? 0, content: products[1] ?? 0, away: norm(combine(1, lead, -1, inPlane)) };
  });
}
