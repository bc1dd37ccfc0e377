/**
 * `count` strengths from `from` to `to`, rising or falling, both ends among them, that hold exactly 0 whenever 0 lies in
 * the range: then the steps are even on either side of it, and even throughout where an even grid meets 0 (21 from -2 to 2
 * step by .2). One strength alone is 0, or else the least; two around 0 are 0 and the end that lies farther away.
 */
export function strengthSweep(from: number, to: number, count: number): number[] {
  return from <= to ? rising(from, to, count) : rising(to, from, count).reverse();
}

function rising(low: number, high: number, count: number): number[] {
  if (!(low < 0 && high > 0)) return evenSteps(low, high, count);
  if (count < 3) return aroundZero(low, high, count);
  const below = Math.min(count - 2, Math.max(1, Math.round((-low / (high - low)) * (count - 1))));
  const above = count - 1 - below;
  return Array.from({ length: count }, (_, i) =>
    i < below ? (low * (below - i)) / below : (high * (i - below)) / above,
  );
}

function aroundZero(low: number, high: number, count: number): number[] {
  const pair = -low > high ? [low, 0] : [0, high];
  return count === 1 ? [0] : pair.slice(0, count);
}

function evenSteps(low: number, high: number, count: number): number[] {
  if (count === 1) return low <= 0 && high >= 0 ? [0] : [low];
  return Array.from({ length: count }, (_, i) => (low * (count - 1 - i) + high * i) / (count - 1));
}
