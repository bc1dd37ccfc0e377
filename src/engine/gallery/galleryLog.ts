import type { GalleryEntry } from '../../gallery/entry.ts';
import { type GalleryEvent, galleryEventSchema } from '../../gallery/galleryEvent.ts';
import { afterEvents, emptyGallery, type GalleryState, summaryOf } from '../../gallery/galleryState.ts';
import { linesIn, openLineFile, readLineFile, setAsideIfLarger, textOfLines } from '../files/lineFile.ts';
import { writeWhole } from '../files/writeWhole.ts';

/** Everything that happened to a gallery, in a file of which only whole lines count. */
export interface GalleryLog {
  /** Written one after the other, onto the disk. @throws ArcspaceError for a disk that is full, read-only or gone. */
  append(events: readonly GalleryEvent[]): Promise<void>;
  close(): Promise<void>;
}

interface ReadLog {
  readonly state: GalleryState;
  /** What of the file could not be read: a sentence each. */
  readonly notes: readonly string[];
  readonly lines: number;
}

/** Bytes: fifty thousand pictures and all that happened to them. */
const largest = 512 * 1024 * 1024;

/** Lines that may be of no use any more before the file is summed up. */
const SPARE_LINES = 1000;

/**
 * Reads what happened. A file that is damaged or says far more than how the gallery stands is summed up first. What was deleted
 * when it was closed last is gone.
 * @param hasPicture whether the files of an entry are there: one without is left out.
 */
export async function openGalleryLog(
  path: string,
  hasPicture: (entry: GalleryEntry) => boolean,
): Promise<{ readonly log: GalleryLog; readonly state: GalleryState; readonly notes: readonly string[] }> {
  const aside = await setAsideIfLarger(path, largest);
  const read = readGalleryLog(await readLineFile(path, largest));
  const gone = [...read.state.entries.values()].filter((entry) => !hasPicture(entry)).map(({ id }) => id);
  const { state, isAsRead } = withoutLost(read.state, gone);
  const summary = summaryOf(state);
  if (!isAsRead || read.notes.length > 0 || read.lines > 2 * summary.length + SPARE_LINES) {
    await writeWhole(path, textOfLines(written(summary)));
  }
  const file = openLineFile(path);
  return {
    state,
    notes: [...(aside === undefined ? [] : [tooLarge(aside)]), ...read.notes, ...lost(gone.length)],
    log: { append: (events) => file.append(written(events)), close: file.close },
  };
}

function withoutLost(state: GalleryState, gone: readonly string[]) {
  const removal = '0'.repeat(16);
  const emptied = gone.length > 0 || state.removed.size > 0;
  const events: GalleryEvent[] = emptied ? [{ type: 'removed', ids: [...gone], removal }, { type: 'emptied' }] : [];
  return { state: afterEvents(state, events), isAsRead: !emptied };
}

export function readGalleryLog(text: string): ReadLog {
  const { lines, torn } = linesIn(text);
  const events = lines.map(eventOf);
  const damaged = events.filter((event) => event === undefined).length;
  return {
    state: afterEvents(
      emptyGallery,
      events.filter((event) => event !== undefined),
    ),
    notes: [
      ...(damaged > 0 ? [`${damaged} damaged ${damaged === 1 ? 'line' : 'lines'} of the gallery were left out.`] : []),
      ...(torn ? ['The last line of the gallery was cut off, and left out.'] : []),
    ],
    lines: lines.length,
  };
}

function eventOf(line: string): GalleryEvent | undefined {
  try {
    return galleryEventSchema.parse(JSON.parse(line));
  } catch {
    return undefined;
  }
}

function written(events: readonly GalleryEvent[]): string[] {
  return events.map((event) => JSON.stringify(event));
}

function tooLarge(aside: string): string {
  return `The gallery was too large to be read. It begins anew; the old list is kept as "${aside}".`;
}

function lost(pictures: number): string[] {
  if (pictures === 0) return [];
  return [
    pictures === 1
      ? '1 picture of the gallery is no longer on the disk.'
      : `${pictures} pictures of the gallery are no longer on the disk.`,
  ];
}
