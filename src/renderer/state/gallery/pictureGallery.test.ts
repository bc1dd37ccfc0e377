import { afterEach, describe, expect, test, vi } from 'vitest';
import { nodeRegistry } from '../../../../nodes/index.ts';
import { entry } from '../../../gallery/testing/entry.ts';
import { ArcspaceError } from '../../../graph/problem.ts';
import type { GalleryView } from '../../../protocol/galleryCalls.ts';
import { workflowReader } from '../../reading/readWorkflow.ts';
import { type Answers, createFakeEngine } from '../../testing/fakeEngine.ts';
import { createLog } from '../log.ts';
import { createPictureGallery, type PictureGallery } from './pictureGallery.ts';

const view = (given: Partial<GalleryView> = {}): GalleryView => ({
  revision: 1,
  count: 1,
  bytes: 100,
  favourites: 0,
  workflows: [],
  keeps: true,
  budget: 2 ** 31,
  dropped: 0,
  notes: [],
  ...given,
});
const full = { code: 'cannot-write', message: 'The disk is full.', place: {}, remedy: 'Free some space.' };

let open: PictureGallery | undefined;
afterEach(() => open?.dispose());

/** @param views what the engine answers to one watcher after the other. */
function setUp(views: readonly GalleryView[] = [], answers: Answers = {}) {
  const waiting = [...views];
  const engine = createFakeEngine({
    watchGallery: () => waiting.shift() ?? new Promise(() => {}),
    listGallery: () => ({ revision: 1, total: 1, entries: [entry(1)] }),
    deleteFromGallery: ({ ids }) => ({ removal: 'a'.repeat(16), count: ids.length }),
    restoreToGallery: () => null,
    ...answers,
  });
  const log = createLog();
  const gallery = createPictureGallery({
    client: engine.client,
    log,
    read: workflowReader(nodeRegistry),
    decode: async () => ({ width: 1, height: 1, frames: 1, rgba: new Uint8Array(4) }),
  });
  open = gallery;
  const called = (name: string) => engine.calls.filter((call) => call.name === name).map(({ args }) => args);
  return { gallery, log, called };
}

describe('the gallery in a window', () => {
  test('says once why pictures are not kept, and not that another Arcspace has it', async () => {
    const { gallery, log } = setUp([
      view({ problem: full }),
      view({ revision: 2, problem: full }),
      view({ revision: 3, problem: { ...full, code: 'gallery-elsewhere' } }),
    ]);
    await vi.waitFor(() => expect(gallery.view.value?.revision).toBe(3));
    expect(log.entries.value).toMatchObject([
      {
        level: 'warning',
        message: 'Pictures are not kept in the gallery. The disk is full.',
        remedy: full.remedy,
        times: 1,
      },
    ]);
  });

  test('fetches what is looked at anew when the gallery has changed', async () => {
    const { gallery, called } = setUp([view(), view({ revision: 2 })]);
    gallery.pages.want([0, 10]);
    await vi.waitFor(() => expect(called('listGallery')).toHaveLength(2));
  });

  test('asks for what is searched', async () => {
    const { gallery, called } = setUp();
    gallery.pages.want([0, 10]);
    gallery.look({ text: 'boat' });
    expect(called('listGallery').at(-1)).toMatchObject({ query: { text: 'boat', favourites: false }, from: 0 });
  });

  test('takes a deletion back by its notification and by undo, each once', async () => {
    const { gallery, log, called } = setUp();
    await gallery.remove([entry(1), entry(2)]);
    expect(log.toasts.value).toMatchObject([{ message: '2 pictures deleted.', action: { label: 'Undo' } }]);
    log.toasts.value[0]?.action?.run();
    expect(log.toasts.value).toEqual([]);
    expect(gallery.undo()).toBe(false);
    await gallery.remove([entry(1)]);
    expect(gallery.undo()).toBe(true);
    expect(gallery.undo()).toBe(false);
    expect(called('restoreToGallery')).toHaveLength(2);
  });

  test('leaves the way back to another deletion on the screen', async () => {
    const removals = ['a', 'b'].map((letter) => letter.repeat(16));
    const { gallery, log } = setUp([], {
      deleteFromGallery: ({ ids }) => ({ removal: removals.shift() ?? '', count: ids.length }),
    });
    await gallery.remove([entry(1)]);
    const [first] = log.toasts.value;
    await gallery.remove([entry(2), entry(3)]);
    first?.action?.run();
    expect(log.toasts.value).toMatchObject([{ message: '2 pictures deleted.' }]);
  });

  test('says that a picture cannot be read', async () => {
    const { gallery, log } = setUp([], {
      galleryPicture() {
        throw new ArcspaceError('missing-file', 'There is no file "a.png".', 'Check the path.');
      },
    });
    expect(await gallery.picture(entry(1))).toBeUndefined();
    expect(await gallery.small(entry(1))).toBeUndefined();
    expect(log.entries.value).toMatchObject([{ level: 'error', message: 'There is no file "a.png".' }]);
  });
});
