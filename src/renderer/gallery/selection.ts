import type { GalleryEntry } from '../../gallery/entry.ts';

/** Pictures that something is to be done with together, by their ids, in the order in which they were chosen. */
export type Selection = ReadonlyMap<string, GalleryEntry>;
