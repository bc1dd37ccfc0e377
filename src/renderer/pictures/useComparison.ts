import { useMemo, useState } from 'preact/hooks';
import { type Distance, differenceOf, distanceOf, isSameSize } from './difference.ts';
import type { Frame } from './frames.ts';

export const comparisons = ['divider', 'side by side', 'difference'] as const;
export type Way = (typeof comparisons)[number];

/** Powers of two by which differences are made larger. */
export const LARGEST_GAIN = 6;

export interface Comparison {
  readonly way: Way;
  setWay(way: Way): void;
  readonly gain: number;
  setGain(gain: number): void;
  /** The picture of the difference while it is shown; undefined also where the sizes differ. */
  readonly difference: Frame | undefined;
  readonly distance: Distance | undefined;
}

/** How two pictures are compared, and what comes of it. */
export function useComparison(first: Frame | undefined, second: Frame | undefined): Comparison {
  const [way, setWay] = useState<Way>('divider');
  const [gain, setGain] = useState(4);
  const pixels = [first?.picture, first?.index, second?.picture, second?.index];
  const isShown = way === 'difference' && first !== undefined && second !== undefined && isSameSize(first, second);
  const difference = useMemo(
    () => (isShown ? { picture: differenceOf(first, second, gain), index: 0 } : undefined),
    [isShown, gain, ...pixels],
  );
  const distance = useMemo(() => (isShown ? distanceOf(first, second) : undefined), [isShown, ...pixels]);
  return { way, setWay, gain, setGain, difference, distance };
}
