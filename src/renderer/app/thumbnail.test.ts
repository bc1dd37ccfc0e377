// @vitest-environment happy-dom
import { signal } from '@preact/signals';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { emptyWorkflow } from '../../graph/workflow/schema.ts';
import { createDocument } from '../state/document/document.ts';
import type { Gallery, Result } from '../state/gallery/gallery.ts';
import { thumbnailOf, thumbnailSoFar } from './thumbnail.ts';

let encoded = 0;

beforeEach(() => {
  encoded = 0;
  const context = { putImageData() {}, drawImage() {} };
  vi.stubGlobal('ImageData', class {});
  vi.stubGlobal(
    'OffscreenCanvas',
    class {
      getContext = () => context;
    },
  );
  vi.spyOn(HTMLCanvasElement.prototype, 'getContext').mockReturnValue(context as never);
  vi.spyOn(HTMLCanvasElement.prototype, 'toDataURL').mockImplementation(() => `data:image/webp,${++encoded}`);
});

afterEach(() => {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

/** A gallery whose newest picture comes at these times. */
function setUp(lane: 'live' | 'manual') {
  const document = createDocument(emptyWorkflow());
  const results = signal<readonly Result[]>([]);
  const comes = (time: number) => {
    const picture = { width: 2, height: 2, frames: 1, rgba: new Uint8ClampedArray(16) };
    results.value = [{ document, lane, time, pictures: [picture] } as unknown as Result];
  };
  return { document, gallery: { results } as unknown as Gallery, comes };
}

test('while a slider moves autosave encodes its first picture, and the last one when it rests', () => {
  const { document, gallery, comes } = setUp('live');
  for (const time of [0, 100, 200, 300]) {
    comes(time);
    expect(thumbnailSoFar(gallery, document, time + 50)).toEqual({ url: 'data:image/webp,1', isNewest: time === 0 });
  }
  expect(encoded).toBe(1);
  expect(thumbnailSoFar(gallery, document, 1300)).toEqual({ url: 'data:image/webp,2', isNewest: true });
});

test('a picture that was asked for, and one that is saved, is encoded at once', () => {
  const byHand = setUp('manual');
  byHand.comes(0);
  thumbnailSoFar(byHand.gallery, byHand.document, 10);
  byHand.comes(20);
  expect(thumbnailSoFar(byHand.gallery, byHand.document, 30).url).toBe('data:image/webp,2');
  const live = setUp('live');
  live.comes(0);
  thumbnailSoFar(live.gallery, live.document, 10);
  live.comes(20);
  expect(thumbnailOf(live.gallery, live.document)).toBe('data:image/webp,4');
});

test('a slider that rests is seen also after the clock was set back', () => {
  const { document, gallery, comes } = setUp('live');
  comes(10_000);
  thumbnailSoFar(gallery, document, 10_000);
  comes(10_100);
  expect(thumbnailSoFar(gallery, document, 10_150).isNewest).toBe(false);
  expect(thumbnailSoFar(gallery, document, 5000)).toEqual({ url: 'data:image/webp,2', isNewest: true });
});
