import { describe, expect, test } from 'vitest';
import type { GalleryEntry } from './entry.ts';
import { everything, findEntries, type GalleryQuery, workflowsOf } from './findEntries.ts';
import { entry } from './testing/entry.ts';

const entries = [
  entry(9, { prompt: 'A Boat by day' }),
  entry(7, { prompt: 'a lighthouse at night', name: 'Towers', favourite: true }),
  entry(5, { prompt: '', title: 'Compare images' }),
];
const found = (query: Partial<GalleryQuery>) =>
  findEntries(entries, { ...everything, ...query }).map(({ time }) => time);

describe('pictures are found', () => {
  test.each([
    ['boat', [9, 5]],
    ['BOAT day', [9]],
    ['day boat', [9]],
    ['towers', [7]],
    ['compare', [5]],
    ['seed 7', [7]],
    ['train', []],
  ])('by the words "%s" in prompt, workflow, node or seed, in any order and case', (text, times) => {
    expect(found({ text })).toEqual(times);
  });

  test('by workflow, as favourites and by their time, which all have to hold', () => {
    expect(found({ name: 'Boats' })).toEqual([9, 5]);
    expect(found({ favourites: true })).toEqual([7]);
    expect(found({ since: 7 })).toEqual([9, 7]);
    expect(found({ before: 7 })).toEqual([5]);
    expect(found({ since: 7, before: 9, text: 'night' })).toEqual([7]);
    expect(found({ favourites: true, name: 'Boats' })).toEqual([]);
  });
});

test('the workflows of pictures are counted, that of the newest first', () => {
  expect(workflowsOf(entries)).toEqual([
    { name: 'Boats', count: 2 },
    { name: 'Towers', count: 1 },
  ]);
});

test('each of ten thousand prompts is read once, however often is searched and whatever page is wanted', () => {
  let reads = 0;
  const many = Array.from({ length: 10_000 }, (_, number): GalleryEntry => {
    const plain = entry(number);
    return Object.defineProperty({ ...plain }, 'prompt', {
      get() {
        reads++;
        return plain.prompt;
      },
    });
  });
  for (const text of ['b', 'bo', 'boat', 'boat night']) {
    expect(findEntries(many, { ...everything, text })).toHaveLength(10_000);
  }
  expect(reads).toBe(10_000);
  expect(findEntries(many, everything)).toBe(many);
});
