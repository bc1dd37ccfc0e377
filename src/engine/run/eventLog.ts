import type { RunEvent } from '../../graph/events.ts';
import type { WatchedEvents } from '../../protocol/types.ts';

/** The events of one run, numbered, for those who watch it and those who come back to it. */
export interface EventLog {
  readonly done: boolean;
  /** Number of the event that comes next. */
  readonly end: number;
  /** Bytes of the pictures that it keeps. */
  readonly bytes: number;
  add(event: RunEvent): void;
  /** What there is from a number on, as much of it as one answer carries. */
  read(from: number): WatchedEvents;
  /** Resolves when something is added, or after a while; of several that wait the first, and all at the end of the run. */
  next(milliseconds: number): Promise<void>;
  /** Lets all go on that wait. */
  release(): void;
  /** Leaves out the oldest pictures before a number. @returns false when there are none. */
  forgetPictures(before: number): boolean;
}

interface Entry {
  readonly number: number;
  readonly event: RunEvent;
}

/** Bytes of pictures in one answer. */
const ANSWER = 64 * 1024 * 1024;

/**
 * Keeps every event but progress that is no longer the newest: whoever comes late gets the newest step and preview of
 * the node that is being computed, and nothing of those that are finished.
 */
export function createEventLog(): EventLog {
  const entries: Entry[] = [];
  let count = 0;
  let bytes = 0;
  const waiting = new Set<() => void>();

  const push = (event: RunEvent): void => {
    entries.push({ number: count++, event });
    bytes += bytesOf(event);
  };
  const release = (): void => {
    for (const goOn of waiting) goOn();
  };
  /** Takes the progress before this event out: nothing follows progress but what makes it stale. */
  const withPreviewOf = (event: RunEvent): RunEvent => {
    const stale = entries.at(-1)?.event;
    if (stale?.type !== 'progress') return event;
    entries.pop();
    bytes -= bytesOf(stale);
    if (event.type !== 'progress' || event.preview || !stale.preview || event.node !== stale.node) return event;
    return { ...event, preview: stale.preview };
  };
  return {
    get done() {
      return entries.at(-1)?.event.type === 'done';
    },
    get end() {
      return count;
    },
    get bytes() {
      return bytes;
    },
    add(event) {
      push(withPreviewOf(event));
      const [first] = waiting;
      if (event.type === 'done') release();
      else first?.();
    },
    read(from) {
      const events: RunEvent[] = [];
      let carried = 0;
      let next = from;
      for (const { number, event } of entries.filter((entry) => entry.number >= from)) {
        carried += bytesOf(event);
        if (events.length > 0 && carried > ANSWER) break;
        events.push(event);
        next = number + 1;
      }
      return { events, next, done: events.at(-1)?.type === 'done' };
    },
    next(milliseconds) {
      return new Promise((resolve) => {
        const goOn = (): void => {
          clearTimeout(timer);
          waiting.delete(goOn);
          resolve();
        };
        const timer = setTimeout(goOn, milliseconds);
        waiting.add(goOn);
      });
    },
    release,
    forgetPictures(before) {
      const index = entries.findIndex(({ number, event }) => number < before && bytesOf(event) > 0);
      const entry = entries[index];
      if (!entry) return false;
      bytes -= bytesOf(entry.event);
      entries[index] = { ...entry, event: withoutPictures(entry.event) };
      return true;
    },
  };
}

function bytesOf(event: RunEvent): number {
  if (event.type === 'progress') return event.preview?.rgba.byteLength ?? 0;
  if (event.type !== 'finished') return 0;
  return (event.pictures ?? []).reduce((sum, { rgba }) => sum + rgba.byteLength, 0);
}

function withoutPictures(event: RunEvent): RunEvent {
  if (event.type === 'progress') {
    const { preview: _, ...rest } = event;
    return rest;
  }
  if (event.type !== 'finished') return event;
  const { pictures: _, ...rest } = event;
  return rest;
}
