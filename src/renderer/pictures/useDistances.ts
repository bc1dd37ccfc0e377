import { useEffect, useState } from 'preact/hooks';
import { type Distance, distanceOf } from './difference.ts';
import type { Frame } from './frames.ts';

export const pairKey = (row: number, column: number) => `${Math.min(row, column)},${Math.max(row, column)}`;

/** How far each picture is from each other one, by `pairKey`: one after the other, so that the page goes on in between. */
export function useDistances(frames: readonly Frame[]): ReadonlyMap<string, Distance | undefined> {
  const [found, setFound] = useState<ReadonlyMap<string, Distance | undefined>>(new Map());
  useEffect(() => {
    const pairs = frames.flatMap((_, row) => frames.slice(row + 1).map((__, after) => [row, row + 1 + after] as const));
    let timer: ReturnType<typeof setTimeout> | undefined;
    const next = (at: number, known: ReadonlyMap<string, Distance | undefined>) => {
      setFound(known);
      const [row, column] = pairs[at] ?? [];
      const [a, b] = [frames[row ?? -1], frames[column ?? -1]];
      if (row === undefined || column === undefined || !a || !b) return;
      timer = setTimeout(() => next(at + 1, new Map(known).set(pairKey(row, column), distanceOf(a, b))));
    };
    next(0, new Map());
    return () => clearTimeout(timer);
  }, [frames]);
  return found;
}
