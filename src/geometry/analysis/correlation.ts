import { mean } from '../../tensor/reduce.ts';

/**
 * Pearson's correlation, -1..1; its square is the share of the variance of one side that a line through the other explains.
 * Undefined with fewer than three pairs, or where one side does not vary.
 */
export function correlation(x: readonly number[], y: readonly number[]): number | undefined {
  const [offX, offY] = [centred(x), centred(y)];
  const [squaresX, squaresY] = [products(offX, offX), products(offY, offY)];
  if (x.length < 3 || !(squaresX > 0 && squaresY > 0)) return undefined;
  return Math.min(1, Math.max(-1, products(offX, offY) / Math.sqrt(squaresX * squaresY)));
}

function centred(values: readonly number[]): readonly number[] {
  const middle = mean(values);
  return values.map((value) => value - middle);
}

function products(a: readonly number[], b: readonly number[]): number {
  return a.reduce((sum, value, index) => sum + value * (b[index] as number), 0);
}
