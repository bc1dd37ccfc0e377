import { describe, expect, test, vi } from 'vitest';
import { entry } from '../../../gallery/testing/entry.ts';
import type { GalleryPage } from '../../../protocol/galleryCalls.ts';
import { createGalleryPages } from './galleryPages.ts';

/** A gallery of so many pictures, whose answers come when they are let through. */
function setUp(total: number) {
  const asked: number[] = [];
  const answers: (() => void)[] = [];
  const report = vi.fn();
  const gallery = { total, fails: false };
  const pages = createGalleryPages((from, count): Promise<GalleryPage> => {
    asked.push(from);
    const length = Math.max(0, Math.min(count, gallery.total - from));
    const entries = Array.from({ length }, (_, at) => entry(gallery.total - from - at));
    const answer = { revision: 1, total: gallery.total, entries };
    const { fails } = gallery;
    return new Promise((resolve, reject) => answers.push(() => (fails ? reject(new Error('gone')) : resolve(answer))));
  }, report);
  const answer = async (): Promise<void> => {
    for (const each of answers.splice(0)) each();
    await new Promise((resolve) => setTimeout(resolve));
  };
  return { pages, asked, answer, answers, report, gallery };
}

describe('of a long list', () => {
  test('the parts are fetched that are looked at, once', async () => {
    const { pages, asked, answer } = setUp(1000);
    pages.want([150, 260]);
    pages.want([160, 270]);
    expect(asked).toEqual([100, 200]);
    await answer();
    expect(pages.total.value).toBe(1000);
    expect([99, 100, 299, 300].map((at) => pages.loaded.value.has(at))).toEqual([false, true, true, false]);
    expect(pages.loaded.value.get(150)?.time).toBe(850);
  });

  test('the old parts stay until the new ones are here', async () => {
    const { pages, asked, answer, gallery } = setUp(10);
    pages.want([0, 20]);
    await answer();
    gallery.total = 11;
    pages.refresh();
    expect(pages.loaded.value.get(0)?.time).toBe(10);
    await answer();
    expect(pages.loaded.value.get(0)?.time).toBe(11);
    expect(pages.total.value).toBe(11);
    expect(asked).toEqual([0, 0]);
  });

  test('an answer about an older list counts for nothing', async () => {
    const { pages, answers, gallery, answer } = setUp(10);
    pages.want([0, 20]);
    const [old] = answers.splice(0);
    gallery.total = 3;
    pages.refresh();
    await answer();
    old?.();
    await answer();
    expect(pages.total.value).toBe(3);
    expect(pages.loaded.value.size).toBe(3);
  });

  test('a part that could not be fetched is said, and fetched when it is looked at again', async () => {
    const { pages, asked, answer, gallery, report } = setUp(10);
    gallery.fails = true;
    pages.want([0, 20]);
    await answer();
    expect(report).toHaveBeenCalledTimes(1);
    expect(pages.failed.value).toBe(true);
    gallery.fails = false;
    pages.want([0, 20]);
    await answer();
    expect(pages.failed.value).toBe(false);
    expect(asked).toEqual([0, 0]);
    expect(pages.total.value).toBe(10);
  });

  test('a part that could not be fetched is fetched when that is asked for', async () => {
    const { pages, answer, gallery } = setUp(10);
    gallery.fails = true;
    pages.want([0, 20]);
    await answer();
    gallery.fails = false;
    pages.retry();
    await answer();
    expect([pages.failed.value, pages.total.value]).toEqual([false, 10]);
  });

  test('nothing is fetched while nobody looks', () => {
    const { pages, asked } = setUp(10);
    pages.refresh();
    pages.want(null);
    expect(asked).toEqual([]);
  });
});
