import type { GalleryEntry } from '../../gallery/entry.ts';
import { type GalleryEvent, galleryEventSchema } from '../../gallery/galleryEvent.ts';
import { afterEvents, emptyGallery, type GalleryState, summaryOf } from '../../gallery/galleryState.ts';
import { copyAside, linesIn, openLineFile, readLineFile, setAsideIfLarger, textOfLines } from '../files/lineFile.ts';
import { writeWhole } from '../files/writeWhole.ts';

/** Everything that happened to a gallery, in a file of which only whole lines count. */
export interface GalleryLog {
  /** Written one after the other, onto the disk. @throws ArcspaceError for a disk that is full, read-only or gone. */
  append(events: readonly GalleryEvent[]): Promise<void>;
  /** Says how the gallery stands in place of what happened, where that has grown much longer and nothing can be taken back. */
  sumUp(state: GalleryState): Promise<void>;
  close(): Promise<void>;
}

interface ReadLog {
  readonly state: GalleryState;
  /** What of the file could not be read: a sentence each. */
  readonly notes: readonly string[];
  readonly lines: number;
  readonly damaged: number;
}

/** Bytes: fifty thousand pictures and all that happened to them. */
const largest = 512 * 1024 * 1024;

/** Lines that may be of no use any more before the file is summed up. */
const SPARE_LINES = 1000;

/** Characters by which the file may grow before it is summed up. */
const SPARE_TEXT = 1024 * 1024;

/**
 * Reads what happened. A file that is damaged or says far more than how the gallery stands is summed up first; before it loses
 * a line it is copied. What was deleted when it was closed last is gone.
 * @param sizes bytes of the files of the pictures that are there: an entry without is left out.
 */
export async function openGalleryLog(
  path: string,
  sizes: ReadonlyMap<string, number>,
): Promise<{ readonly log: GalleryLog; readonly state: GalleryState; readonly notes: readonly string[] }> {
  const tooLarge = await setAsideIfLarger(path, largest);
  const text = await readLineFile(path, largest);
  const read = readGalleryLog(text);
  const damaged = read.damaged > 0 ? await copyAside(path) : undefined;
  const gone = [...read.state.entries.values()].filter(({ picture }) => !sizes.has(picture)).map(({ id }) => id);
  const notes = [
    ...(tooLarge === undefined ? [] : [`The gallery was too large to be read. It begins anew. ${oldList(tooLarge)}`]),
    ...read.notes,
    ...(damaged === undefined ? [] : [oldList(damaged)]),
    ...lost(gone.length),
  ];
  const isWhole = notes.length === 0 && (text !== '' || sizes.size === 0);
  const state = afterEvents(read.state, [
    ...(gone.length > 0 ? [{ type: 'removed', ids: gone, removal: '0'.repeat(16) } as const] : []),
    { type: 'emptied' },
    { type: 'added', entries: resized(read.state.entries.values(), sizes) },
    ...(isWhole ? [] : [{ type: 'set', wholeSince: Date.now() } as const]),
  ]);
  const summary = summaryOf(state);
  if (!isWhole || read.state.removed.size > 0 || read.lines > 2 * summary.length + SPARE_LINES) {
    await writeWhole(path, textOfLines(written(summary)));
  }
  return { state, notes, log: createLog(path, text.length) };
}

function createLog(path: string, length: number): GalleryLog {
  let file = openLineFile(path);
  let summed = length;
  let grown = 0;
  return {
    async append(events) {
      const lines = written(events);
      await file.append(lines);
      grown += textOfLines(lines).length;
    },
    async sumUp(state) {
      if (state.removed.size > 0 || grown < summed + SPARE_TEXT) return;
      const text = textOfLines(written(summaryOf(state)));
      // Windows puts no other file in the place of one that is open.
      await file.close();
      file = openLineFile(path);
      await writeWhole(path, text);
      [summed, grown] = [text.length, 0];
    },
    close: () => file.close(),
  };
}

/** What the disk says, where the list says something else: a list may come from elsewhere. */
function resized(entries: Iterable<GalleryEntry>, sizes: ReadonlyMap<string, number>): GalleryEntry[] {
  return [...entries].flatMap((entry) => {
    const bytes = sizes.get(entry.picture);
    return bytes === undefined || bytes === entry.bytes ? [] : [{ ...entry, bytes }];
  });
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
    damaged,
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

function oldList(name: string): string {
  return `The old list is kept as "${name}", and no picture was removed.`;
}

function lost(pictures: number): string[] {
  if (pictures === 0) return [];
  return [
    pictures === 1
      ? '1 picture of the gallery is no longer on the disk.'
      : `${pictures} pictures of the gallery are no longer on the disk.`,
  ];
}
