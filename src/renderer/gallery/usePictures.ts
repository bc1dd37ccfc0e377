import { useEffect, useState } from 'preact/hooks';
import type { GalleryEntry } from '../../gallery/entry.ts';
import type { Picture } from '../../graph/events.ts';
import { useApp } from '../app/context.ts';

/** The pixels of entries; undefined while they are fetched, null where they cannot be had. */
export function usePictures(entries: readonly GalleryEntry[]): readonly (Picture | null | undefined)[] {
  const { pictureGallery: gallery } = useApp();
  const [found, setFound] = useState<ReadonlyMap<string, Picture | null>>(new Map());
  const wanted = entries.map(({ picture }) => picture).join();
  useEffect(() => {
    let isShown = true;
    for (const entry of entries) {
      void gallery.picture(entry).then((picture) => {
        if (isShown) setFound((before) => new Map(before).set(entry.picture, picture ?? null));
      });
    }
    return () => {
      isShown = false;
    };
  }, [gallery, wanted]);
  return entries.map(({ picture }) => found.get(picture));
}
