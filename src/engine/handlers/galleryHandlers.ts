import type { GalleryCalls } from '../../protocol/galleryCalls.ts';
import type { EngineHandlers } from '../../protocol/protocol.ts';
import type { Gallery } from '../gallery/gallery.ts';
import { answered } from './answered.ts';

/** Calls about the pictures that runs made. */
export function galleryHandlers(gallery: Gallery): Pick<EngineHandlers, keyof GalleryCalls> {
  return {
    watchGallery: ({ seen }) => gallery.watch(seen),
    listGallery: ({ query, from, count }) => gallery.list(query, from, count),
    galleryPicture: async ({ id, size }) => ({ bytes: await gallery.picture(id, size) }),
    galleryWorkflow: ({ id }) => gallery.workflow(id),
    starGallery: ({ ids, favourite }) => answered(gallery.star(ids, favourite)),
    deleteFromGallery: ({ ids }) => gallery.remove(ids),
    clearGallery: () => gallery.clear(),
    restoreToGallery: ({ removal }) => answered(gallery.restore(removal)),
    setGallery: (setting) => answered(gallery.set(setting)),
  };
}
