import { z } from 'zod';
import { entryIdSchema, galleryEntrySchema } from './entry.ts';

const ids = z.array(entryIdSchema);

/** Names a deletion, so that it can be taken back. */
export const removalSchema = z.string().regex(/^[0-9a-f]{16}$/);

/** Bytes that the files of all entries may have together. */
export const budgetSchema = z
  .int()
  .min(1024 * 1024)
  .max(2 ** 50);

/** Everything that happens to a gallery: it is what comes of these, one after the other. */
export const galleryEventSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('added'), entries: z.array(galleryEntrySchema) }),
  z.object({ type: z.literal('starred'), ids, favourite: z.boolean() }),
  /** Out of sight, until it is taken back or forgotten. */
  z.object({ type: z.literal('removed'), ids, removal: removalSchema }),
  z.object({ type: z.literal('restored'), removal: removalSchema }),
  /** What was removed is gone for good. */
  z.object({ type: z.literal('emptied') }),
  /** Gone for good, to stay within the budget. */
  z.object({ type: z.literal('dropped'), ids }),
  z.object({
    type: z.literal('set'),
    keeps: z.boolean().optional(),
    budget: budgetSchema.optional(),
    /** How many were dropped so far: said when the file is summed up. */
    dropped: z.int().nonnegative().optional(),
    /** Said where the list had lost something: files from before may be those of a list that can be put back. */
    wholeSince: z.number().nonnegative().optional(),
  }),
]);

export type GalleryEvent = z.output<typeof galleryEventSchema>;
