import type { Work } from '../tensor/work.ts';
import { combineRowsInPieces, productsWithRowsInPieces } from './rowsInPieces.ts';
import { combine, norm, scale, type Vector } from './vector.ts';

/**
 * Orthonormal vectors, in float64, that span what `vectors` span. A vector that those before it say already, up to
 * `tolerance` of its own length, adds none; so does the zero vector.
 * Classical Gram-Schmidt done twice ("twice is enough": Giraud, Langou & Rozložník 2005).
 */
export function* orthonormalBasis(vectors: readonly Vector[], tolerance = 1e-13): Work<Float64Array[]> {
  const basis: Float64Array[] = [];
  for (const vector of vectors) {
    const once = yield* withoutSpan(vector, basis);
    const rest = yield* withoutSpan(once, basis);
    const length = norm(rest);
    if (length > tolerance * norm(vector)) basis.push(scale(rest, 1 / length));
  }
  return basis;
}

/** `vector` less its projection on the span of an orthonormal basis. */
function* withoutSpan(vector: Vector, basis: readonly Float64Array[]): Work<Float64Array> {
  const products = yield* productsWithRowsInPieces(basis, vector);
  return combine(1, vector, -1, yield* combineRowsInPieces(basis, products, vector.length));
}
