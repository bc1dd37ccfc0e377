import type { CancelSignal } from '../../diffusion/model.ts';
import type { RawFrame } from './codecs.ts';
import { brokenFilm } from './filmErrors.ts';
import type { FrameSource } from './frameSource.ts';
import { createKeptFrames } from './keptFrames.ts';

/**
 * Reads frames of a film in any order. In their own order, also when one is read again, each is decoded once; backwards,
 * each group of pictures is, as far as it fits into the memory that is kept for it.
 */
export interface FilmReader {
  /** @throws ArcspaceError where the film is damaged. */
  read(index: number, signal?: CancelSignal): Promise<RawFrame>;
}

/** Readers that go through the same film at different places: two nodes that read the same set in turns. */
const mostCursors = 3;
/** Milliseconds after which nobody seems to read any more, though a frame may be worked on for long: decoders and file are given back. */
const idleTime = 60_000;
/** Bytes of frames that are kept for somebody who reads backwards. */
const keptBytes = 128 * 1024 * 1024;

interface Cursor {
  /** The frame that comes next. */
  next: number;
  /** The frame before that, which is often asked for again. */
  last: RawFrame | undefined;
  signal: CancelSignal | undefined;
  readonly frames: AsyncGenerator<RawFrame, void, void>;
}

/** @param open opens the film again for a read, where it was closed meanwhile, and hears that read's cancel */
export function createFilmReader(open: (signal: CancelSignal | undefined) => Promise<FrameSource>): FilmReader {
  let film: FrameSource | undefined;
  let cursors: Cursor[] = [];
  /** The frame that was asked for last. */
  let before = -1;
  const kept = createKeptFrames(keptBytes);
  let idle: NodeJS.Timeout | undefined;
  let turn: Promise<unknown> = Promise.resolve();

  async function discard(cursor: Cursor): Promise<void> {
    cursors = cursors.filter((each) => each !== cursor);
    await cursor.frames.return().catch(() => undefined);
  }

  async function close(): Promise<void> {
    for (const cursor of cursors) await discard(cursor);
    kept.clear();
    film?.close();
    film = undefined;
  }

  async function cursorAt(opened: FrameSource, index: number): Promise<Cursor> {
    const [oldest] = cursors;
    if (oldest && cursors.length >= mostCursors) await discard(oldest);
    const cursor: Cursor = {
      next: index,
      last: undefined,
      signal: undefined,
      frames: opened.frames(index, () => cursor.signal),
    };
    return cursor;
  }

  /** Goes on with a cursor up to a frame. @param each sees every frame on the way */
  async function advance(
    cursor: Cursor,
    { path }: FrameSource,
    to: { readonly index: number; readonly signal: CancelSignal | undefined },
    each?: (frame: RawFrame) => void,
  ): Promise<RawFrame> {
    cursors = [...cursors.filter((other) => other !== cursor), cursor];
    cursor.signal = to.signal;
    try {
      while (!(cursor.last && holds(cursor, to.index))) {
        const { value, done } = await cursor.frames.next();
        if (done) throw brokenFilm(path, `frame ${to.index + 1} is missing`);
        cursor.next += 1;
        cursor.last = value;
        each?.(value);
      }
      return cursor.last;
    } catch (thrown) {
      await discard(cursor);
      throw thrown;
    }
  }

  async function readNow(index: number, signal: CancelSignal | undefined): Promise<RawFrame> {
    film ??= await open(signal);
    const opened = film;
    const ready = kept.at(index);
    const backwards = index < before;
    before = index;
    if (ready) return ready;
    const found = cursors.find((each) => holds(each, index) || (each.next <= index && isCloser(opened, each, index)));
    if (found) return advance(found, opened, { index, signal });
    if (!backwards) return advance(await cursorAt(opened, index), opened, { index, signal });
    const first = kept.begin(opened, index);
    return advance(await cursorAt(opened, first), opened, { index, signal }, kept.add);
  }

  return {
    read(index, signal) {
      clearTimeout(idle);
      const mine = turn.then(() => readNow(index, signal));
      turn = mine
        .catch(() => undefined)
        .then(() => {
          clearTimeout(idle);
          idle = setTimeout(() => {
            turn = turn.then(close);
          }, idleTime).unref();
        });
      return mine;
    },
  };
}

/** Whether a frame is the one that was read last. */
function holds({ next, last }: Cursor, index: number): boolean {
  return last !== undefined && index === next - 1;
}

/** Whether going on with a cursor reaches a frame sooner than beginning at the key frame before it. */
function isCloser(film: FrameSource, { next }: Cursor, wanted: number): boolean {
  return next === wanted || next >= film.entryOf(wanted);
}
