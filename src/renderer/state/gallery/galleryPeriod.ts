import type { GalleryQuery } from '../../../gallery/findEntries.ts';

/** When pictures were made, in days up to and with today. */
export const galleryPeriods = {
  any: { days: null },
  today: { days: 1 },
  week: { days: 7 },
  month: { days: 30 },
} as const;

export type GalleryPeriod = keyof typeof galleryPeriods;

/** Which pictures are looked for; the period goes on with the day. */
export interface ShownQuery extends Omit<GalleryQuery, 'since' | 'before'> {
  readonly period: GalleryPeriod;
}

export const everyPicture: ShownQuery = { text: '', name: null, favourites: false, period: 'any' };

/** What it means at a time. */
export function queryAt({ period, ...query }: ShownQuery, now: Date): GalleryQuery {
  const { days } = galleryPeriods[period];
  if (days === null) return { ...query, since: null, before: null };
  const since = new Date(now.getFullYear(), now.getMonth(), now.getDate() - (days - 1));
  return { ...query, since: since.getTime(), before: null };
}
