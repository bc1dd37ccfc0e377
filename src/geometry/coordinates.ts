import { addScaled } from './rows.ts';

/** Unit vectors in as few coordinates as they need, however many numbers they have. */
export interface Coordinates {
  /** One for each vector, with the same inner products. */
  readonly points: readonly Float64Array[];
  /** The weights c for which sum c_i u_i has these coordinates. */
  sharesOf(point: Float64Array): Float64Array;
}

/** What a vector must have of its own, squared, to add a coordinate: less is the rounding of the inner products. */
const leastOwn = 1e-14;

/**
 * Coordinates on an orthonormal basis of what the vectors span, from their inner products alone: the one that has most
 * of its own left is the next of the basis (Cholesky's factor with pivoting: Higham 2002, "Accuracy and stability of
 * numerical algorithms", 10.3).
 * @param cosines [n][n] inner products of the unit vectors.
 */
export function coordinatesOf(cosines: readonly Float64Array[]): Coordinates {
  const count = cosines.length;
  const own = Float64Array.from(cosines, (row, i) => row[i] as number);
  /** Each vector of the basis as weights of the given ones, and its inner products with them. */
  const axes: Float64Array[] = [];
  const along: Float64Array[] = [];
  for (let next = largestOf(own); axes.length < count && (own[next] as number) > leastOwn; next = largestOf(own)) {
    const axis = new Float64Array(count);
    const products = Float64Array.from(cosines[next] as Float64Array);
    axis[next] = 1;
    axes.forEach((earlier, k) => {
      const share = along[k]?.[next] as number;
      addScaled(axis, -share, earlier);
      addScaled(products, -share, along[k] as Float64Array);
    });
    const length = Math.sqrt(own[next] as number);
    axes.push(axis.map((share) => share / length));
    along.push(products.map((product) => product / length));
    own.forEach((left, i) => {
      own[i] = i === next ? 0 : left - ((products[i] as number) / length) ** 2;
    });
  }
  return {
    points: cosines.map((_, i) => Float64Array.from(along, (products) => products[i] as number)),
    sharesOf(point) {
      const shares = new Float64Array(count);
      axes.forEach((axis, k) => {
        addScaled(shares, point[k] as number, axis);
      });
      return shares;
    },
  };
}

function largestOf(values: Float64Array): number {
  return values.indexOf(Math.max(...values));
}
