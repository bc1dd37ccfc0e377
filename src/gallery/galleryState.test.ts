import { describe, expect, test } from 'vitest';
import type { GalleryEvent } from './galleryEvent.ts';
import { afterEvents, beyondBudget, emptyGallery, summaryOf } from './galleryState.ts';
import { entry } from './testing/entry.ts';

const added = (...numbers: number[]): GalleryEvent => ({ type: 'added', entries: numbers.map((each) => entry(each)) });
const ids = (...numbers: number[]) => numbers.map((each) => entry(each).id);
const removal = 'c'.repeat(16);
const galleryAfter = (...events: GalleryEvent[]) => afterEvents(emptyGallery, events);
const shown = (...events: GalleryEvent[]) => [...galleryAfter(...events).entries.values()].map(({ time }) => time);

describe('a gallery', () => {
  test('has each picture once, with the bytes of all', () => {
    const state = galleryAfter(added(1, 2), added(2));
    expect(state.entries.size).toBe(2);
    expect(state.bytes).toBe(200);
  });

  test('counts a file that two pictures share once, until both are gone', () => {
    const twins: GalleryEvent = { type: 'added', entries: [entry(1), entry(2, { picture: entry(1).picture })] };
    expect(galleryAfter(twins).bytes).toBe(100);
    expect(galleryAfter(twins, { type: 'dropped', ids: ids(1) }).bytes).toBe(100);
    expect(beyondBudget({ ...galleryAfter(twins, added(3, 4)), budget: 200 })).toEqual(ids(1, 2));
  });

  test('has pictures in the order in which they were made, whenever they came', () => {
    expect(shown(added(2), added(1, 3))).toEqual([1, 2, 3]);
  });

  test('shows what was deleted no more, and shows it again in its old place when that is taken back', () => {
    const events = [added(1, 2, 3), { type: 'removed', ids: ids(2), removal }] as GalleryEvent[];
    expect(shown(...events)).toEqual([1, 3]);
    expect(galleryAfter(...events).bytes).toBe(200);
    expect(shown(...events, { type: 'restored', removal })).toEqual([1, 2, 3]);
  });

  test('takes nothing back that is gone, or that was made again meanwhile', () => {
    const events = [added(1), { type: 'removed', ids: ids(1), removal }] as GalleryEvent[];
    expect(shown(...events, { type: 'emptied' }, { type: 'restored', removal })).toEqual([]);
    const again: GalleryEvent = { type: 'added', entries: [entry(1, { favourite: true })] };
    const state = galleryAfter(...events, again, { type: 'restored', removal });
    expect([...state.entries.values()]).toEqual([entry(1, { favourite: true })]);
    expect(state.bytes).toBe(100);
  });

  test('keeps the place of a picture that becomes a favourite', () => {
    expect(shown(added(1, 2), { type: 'starred', ids: ids(1), favourite: true })).toEqual([1, 2]);
  });

  test('is the same after it was summed up, but for what was deleted', () => {
    const state = galleryAfter(
      added(1, 2, 3),
      { type: 'starred', ids: ids(3), favourite: true },
      { type: 'dropped', ids: ids(1) },
      { type: 'removed', ids: ids(2), removal },
      { type: 'set', keeps: false, budget: 2 ** 21 },
    );
    expect(galleryAfter(...summaryOf(state))).toEqual({ ...state, removed: new Map() });
    expect(state).toMatchObject({ dropped: 1, keeps: false, budget: 2 ** 21, bytes: 100 });
  });
});

describe('a budget', () => {
  const withBudget = (budget: number, ...events: GalleryEvent[]) =>
    beyondBudget({ ...galleryAfter(...events), budget }).map((id) => Number.parseInt(id, 16));

  test('drops the oldest first, as many as it must', () => {
    expect(withBudget(250, added(1, 2, 3, 4))).toEqual([1, 2]);
    expect(withBudget(400, added(1, 2, 3, 4))).toEqual([]);
  });

  test('drops favourites last, and the newest never', () => {
    const starred: GalleryEvent = { type: 'starred', ids: ids(1, 3), favourite: true };
    expect(withBudget(250, added(1, 2, 3, 4), starred)).toEqual([2, 1]);
    expect(withBudget(1, added(1, 2, 3, 4), starred)).toEqual([2, 1, 3]);
  });
});
