/**
 * Ledoit-Wolf intensity of shrinking the covariance of n centred points towards a multiple of the identity, 0..1
 * (Ledoit & Wolf 2004, "A well-conditioned estimator for large-dimensional covariance matrices"), out of the inner
 * products of the points alone. 1 when the points are all zero.
 * @param gram [n][n] inner products of the centred points.
 * @param dimensions how many numbers each point has.
 */
export function ledoitWolfShrinkage(gram: readonly Float64Array[], dimensions: number): number {
  const n = gram.length;
  const squares = gram.map((row, i) => row[i] as number);
  const trace = squares.reduce((sum, square) => sum + square, 0) / n;
  const fourth = squares.reduce((sum, square) => sum + square * square, 0) / n;
  const covarianceSquared = gram.reduce((sum, row) => sum + row.reduce((s, value) => s + value * value, 0), 0) / n ** 2;
  const spread = covarianceSquared - trace ** 2 / dimensions;
  const noise = Math.min(spread, (fourth - covarianceSquared) / n);
  return spread > 0 ? Math.max(0, noise / spread) : 1;
}
