export interface LinearFit {
  readonly slope: number;
  readonly intercept: number;
  /** R², the share of the variance of y that the line explains, 0..1; undefined where x or y do not vary. */
  readonly explained: number | undefined;
}

/** The least squares line y = slope x + intercept through points; slope 0 where x does not vary. */
export function linearFit(x: readonly number[], y: readonly number[]): LinearFit {
  const {
    mean: [meanX, meanY],
    squares: [squaresX, squaresY],
    products,
  } = momentsOf(x, y);
  const slope = squaresX > 0 ? products / squaresX : 0;
  const explained = squaresX > 0 && squaresY > 0 ? products ** 2 / (squaresX * squaresY) : undefined;
  return { slope, intercept: meanY - slope * meanX, explained };
}

/** Pearson's correlation, -1..1; undefined with fewer than three pairs or where one side does not vary. */
export function correlation(x: readonly number[], y: readonly number[]): number | undefined {
  const {
    squares: [squaresX, squaresY],
    products,
  } = momentsOf(x, y);
  if (x.length < 3 || !(squaresX > 0 && squaresY > 0)) return undefined;
  return Math.min(1, Math.max(-1, products / Math.sqrt(squaresX * squaresY)));
}

/** Means, and sums of squares and products about them. */
function momentsOf(x: readonly number[], y: readonly number[]) {
  const meanOf = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const mean = [meanOf(x), meanOf(y)] as const;
  const [offX, offY] = [x.map((value) => value - mean[0]), y.map((value) => value - mean[1])];
  const dot = (a: readonly number[], b: readonly number[]) =>
    a.reduce((sum, value, index) => sum + value * (b[index] as number), 0);
  return { mean, squares: [dot(offX, offX), dot(offY, offY)] as const, products: dot(offX, offY) };
}
