import { z } from 'zod';
import { entryIdSchema, type GalleryEntry, LONGEST_PROMPT } from '../gallery/entry.ts';
import type { GalleryQuery, PicturedWorkflow } from '../gallery/findEntries.ts';
import { budgetSchema, removalSchema } from '../gallery/galleryEvent.ts';
import type { Problem } from '../graph/problem.ts';
import { nothing, type SchemasOf } from './callParts.ts';

/** What a window is told of the gallery. */
export interface GalleryView {
  /** Grows with every change; to be told again when asking for what has changed since. */
  readonly revision: number;
  readonly count: number;
  /** Of all its files. */
  readonly bytes: number;
  readonly favourites: number;
  /** The workflows that its pictures came from, the newest first: some of them where they are many. */
  readonly workflows: readonly PicturedWorkflow[];
  /** Whether pictures are added. */
  readonly keeps: boolean;
  /** Bytes that its files may have. */
  readonly budget: number;
  /** Pictures that went to stay within the budget, since there is this gallery. */
  readonly dropped: number;
  /** Why pictures are not added, or why nothing can be said of it; absent while all is well. */
  readonly problem?: Problem;
  /** What of it could not be read when this engine took it: a sentence each. */
  readonly notes: readonly string[];
}

/** Some of the pictures that a query means. */
export interface GalleryPage {
  /** Of the gallery that was looked at. */
  readonly revision: number;
  /** How many there are in all. */
  readonly total: number;
  /** The newest first. */
  readonly entries: readonly GalleryEntry[];
}

export interface GallerySetting {
  readonly keeps?: boolean | undefined;
  readonly budget?: number | undefined;
}

type Entries = { readonly ids: readonly string[] };

/** The pictures that runs made, kept in the workspace. */
export interface GalleryCalls {
  /** How the gallery stands; answers when that is not what `seen` is the number of, after half a minute in any case. */
  watchGallery: { arguments: { readonly seen: number }; result: GalleryView };
  listGallery: {
    arguments: { readonly query: GalleryQuery; readonly from: number; readonly count: number };
    result: GalleryPage;
  };
  /** A PNG, or a small WebP. */
  galleryPicture: {
    arguments: { readonly id: string; readonly size: 'whole' | 'small' };
    result: { readonly bytes: Uint8Array };
  };
  /** The workflow that made a picture, with its own values, as the text of a file. */
  galleryWorkflow: {
    arguments: { readonly id: string };
    result: { readonly text: string; readonly path: string | null };
  };
  starGallery: { arguments: Entries & { readonly favourite: boolean }; result: null };
  /** Out of sight at once; the files go after some minutes, and when the engine ends. Answers what takes it back. */
  deleteFromGallery: { arguments: Entries; result: { readonly removal: string; readonly count: number } };
  /** The same for all. */
  clearGallery: { arguments: Record<string, never>; result: { readonly removal: string; readonly count: number } };
  /** Takes a deletion back. Refused where the files are gone. */
  restoreToGallery: { arguments: { readonly removal: string }; result: null };
  setGallery: { arguments: GallerySetting; result: null };
}

/** Entries on one page, and that are changed at once. */
export const MOST_LISTED = 200;
export const MOST_CHANGED = 10_000;

const entries = z.object({ ids: z.array(entryIdSchema).max(MOST_CHANGED) });
const time = z.number().nonnegative().nullable();

export const galleryCallSchemas: SchemasOf<GalleryCalls> = {
  watchGallery: z.object({ seen: z.number().int().nonnegative().max(Number.MAX_SAFE_INTEGER) }),
  listGallery: z.object({
    query: z.object({
      text: z.string().max(LONGEST_PROMPT),
      name: z.string().max(200).nullable(),
      favourites: z.boolean(),
      since: time,
      before: time,
    }),
    from: z.int().min(0),
    count: z.int().min(1).max(MOST_LISTED),
  }),
  galleryPicture: z.object({ id: entryIdSchema, size: z.enum(['whole', 'small']) }),
  galleryWorkflow: z.object({ id: entryIdSchema }),
  starGallery: entries.extend({ favourite: z.boolean() }),
  deleteFromGallery: entries,
  clearGallery: nothing,
  restoreToGallery: z.object({ removal: removalSchema }),
  setGallery: z.object({ keeps: z.boolean().optional(), budget: budgetSchema.optional() }),
};
