import type { CancelSignal } from '../../diffusion/model.ts';
import type { Codecs, RawFrame } from './codecs.ts';
import { decodedFrames } from './decodedFrames.ts';
import { brokenFilm } from './filmErrors.ts';
import { entryBefore } from './filmIndex.ts';
import type { OpenFilm } from './openFilm.ts';

/** Reads frames of a film in any order; in their own order, also when one is read again, each is decoded once. */
export interface FilmReader {
  /** @throws ArcspaceError where the film is damaged. */
  read(index: number, signal?: CancelSignal): Promise<RawFrame>;
}

/** Readers that go through the same film at different places: two nodes that read the same set in turns. */
const mostCursors = 3;
/** Milliseconds after which nobody seems to read any more, though a frame may be worked on for long: decoders and file are given back. */
const idleTime = 60_000;

interface Cursor {
  /** The frame that comes next. */
  next: number;
  /** The frame before that, which is often asked for again. */
  last: RawFrame | undefined;
  signal: CancelSignal | undefined;
  readonly frames: AsyncGenerator<RawFrame, void, void>;
}

/** @param open opens the film again, where it was closed meanwhile */
export function createFilmReader(open: () => Promise<OpenFilm>, codecs: Codecs): FilmReader {
  let film: OpenFilm | undefined;
  let cursors: Cursor[] = [];
  let idle: NodeJS.Timeout | undefined;
  let turn: Promise<unknown> = Promise.resolve();

  async function discard(cursor: Cursor): Promise<void> {
    cursors = cursors.filter((each) => each !== cursor);
    await cursor.frames.return().catch(() => undefined);
  }

  async function close(): Promise<void> {
    for (const cursor of cursors) await discard(cursor);
    film?.close();
    film = undefined;
  }

  async function cursorFor(opened: OpenFilm, index: number): Promise<Cursor> {
    const found = cursors.find(
      (each) => holds(each, index) || (each.next <= index && isCloser(opened, each.next, index)),
    );
    if (found) return found;
    const [oldest] = cursors;
    if (oldest && cursors.length >= mostCursors) await discard(oldest);
    const cursor: Cursor = {
      next: index,
      last: undefined,
      signal: undefined,
      frames: decodedFrames(opened, codecs, index, () => cursor.signal),
    };
    return cursor;
  }

  async function readNow(index: number, signal: CancelSignal | undefined): Promise<RawFrame> {
    film ??= await open();
    const cursor = await cursorFor(film, index);
    cursors = [...cursors.filter((each) => each !== cursor), cursor];
    cursor.signal = signal;
    try {
      while (!(cursor.last && holds(cursor, index))) {
        const { value, done } = await cursor.frames.next();
        if (done) throw brokenFilm(film.path, `frame ${index + 1} is missing`);
        cursor.next += 1;
        cursor.last = value;
      }
      return cursor.last;
    } catch (thrown) {
      await discard(cursor);
      throw thrown;
    }
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

/** Whether going on from frame `next` reaches `index` sooner than beginning at the key frame before it. */
function isCloser({ index: { times }, index }: OpenFilm, next: number, wanted: number): boolean {
  const { timestamp } = entryBefore(index, times[wanted] as number);
  return next === wanted || (times[next] as number) >= timestamp;
}
