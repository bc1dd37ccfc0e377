import { z } from 'zod';

/** Names a window or a workflow in it; part of a file's name. */
export const autosaveIdSchema = z.string().regex(/^[a-z0-9-]{1,64}$/);

const path = z.string().min(1).max(4096).nullable();

export const autosaveKeySchema = z.object({ window: autosaveIdSchema, document: autosaveIdSchema });

export const autosaveSchema = autosaveKeySchema.extend({
  name: z.string().max(1000),
  /** Milliseconds since 1970 of the last change, by the clock of the page. */
  time: z.number().nonnegative(),
  text: z.string().max(64 * 1024 * 1024),
  /** The file that it belongs to; null while it has none. */
  savedAs: path,
  /** Where relative paths start from: its file, or the example that it began as. */
  origin: path,
  /** A small picture of it as a data URL. */
  picture: z
    .string()
    .max(400_000)
    .regex(/^data:image\/(webp|png|jpeg);base64,/)
    .nullable(),
});

export type AutosaveKey = z.output<typeof autosaveKeySchema>;

/** Unsaved work of one workflow in one window, kept until it is saved or discarded. */
export type Autosave = z.output<typeof autosaveSchema>;

/** Which one it is, for people too. */
export type AutosaveTitle = Pick<Autosave, 'window' | 'document' | 'name' | 'time'>;

export const AUTOSAVES_KEPT = 30;
export const AUTOSAVE_BYTES = 64 * 1024 * 1024;

/**
 * Those that are too many or too large together: the oldest. The newest always stays.
 * @param isNewest what was written just now, whatever the clock says
 */
export function beyondLimits<T extends { readonly time: number; readonly bytes: number }>(
  all: readonly T[],
  isNewest: (each: T) => boolean = () => false,
): T[] {
  let bytes = 0;
  return all
    .toSorted((one, other) => Number(isNewest(other)) - Number(isNewest(one)) || other.time - one.time)
    .filter((each, at) => {
      bytes += each.bytes;
      return at > 0 && (at >= AUTOSAVES_KEPT || bytes > AUTOSAVE_BYTES);
    });
}
