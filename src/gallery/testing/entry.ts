import type { GalleryEntry } from '../entry.ts';

/** A picture of some run, the later the larger its number. */
export function entry(number: number, given: Partial<GalleryEntry> = {}): GalleryEntry {
  return {
    id: number.toString(16).padStart(32, '0'),
    picture: number.toString(16).padStart(64, '0'),
    width: 8,
    height: 8,
    bytes: 100,
    workflow: 'a'.repeat(64),
    family: 'b'.repeat(64),
    values: {},
    name: 'Boats',
    path: null,
    node: 'show',
    title: 'Preview image',
    port: 'image',
    seeds: { 'noise.seed': number },
    prompt: 'a boat at night',
    time: number,
    seconds: 1,
    favourite: false,
    files: [],
    ...given,
  };
}
