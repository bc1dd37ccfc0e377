import type { GalleryEntry } from '../../gallery/entry.ts';

/** Pictures that something is to be done with together, by their ids, in the order in which they were chosen. */
export type Selection = ReadonlyMap<string, GalleryEntry>;

/** Pictures beside each other that are large enough to be compared. */
export const MOST_COMPARED = 12;

export function canCompare({ size }: Selection): boolean {
  return size > 1 && size <= MOST_COMPARED;
}
