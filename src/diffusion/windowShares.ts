export const windowCurves = ['equal', 'rising', 'falling', 'middle'] as const;
/** How an injection is spread over the steps of a window, from its noisy end to its clean one. */
export type WindowCurve = (typeof windowCurves)[number];

const weights: Readonly<Record<WindowCurve, (index: number, count: number) => number>> = {
  equal: () => 1,
  rising: (index) => index + 1,
  falling: (index, count) => count - index,
  middle: (index, count) => Math.sin((Math.PI * (index + 0.5)) / count),
};

/**
 * The share of each of `count` steps; they sum to 1. Every step of a window injects share x strength x its own signal rate
 * of a direction, which moves the clean picture by share x strength of it: in all, as far as one injection would.
 */
export function windowShares(count: number, curve: WindowCurve): number[] {
  const raw = Array.from({ length: count }, (_, index) => weights[curve](index, count));
  const total = raw.reduce((sum, weight) => sum + weight, 0);
  return raw.map((weight) => weight / total);
}
