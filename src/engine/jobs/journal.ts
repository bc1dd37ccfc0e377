import { type FileHandle, open, rename, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { ArcspaceError } from '../../graph/problem.ts';
import { type JobEvent, jobEventSchema } from '../../jobs/jobEvent.ts';
import { afterEvents, emptyQueue, type QueueState } from '../../jobs/queueState.ts';
import { jobsIn } from '../../jobs/secondsLeft.ts';
import { readRegularFile } from '../files/readRegularFile.ts';
import { unwritable } from '../files/unwritable.ts';
import { writeWhole } from '../files/writeWhole.ts';
import { foreignEvents } from './foreignEvents.ts';
import type { Seal } from './seal.ts';

/** Everything that happened to a queue, in a file of which only whole lines count. */
export interface Journal {
  /** Written one after the other, onto the disk. @throws ArcspaceError for a disk that is full or gone. */
  append(events: readonly JobEvent[]): Promise<void>;
  close(): Promise<void>;
}

export interface OpenedJournal {
  readonly journal: Journal;
  readonly state: QueueState;
  /** What of the file could not be read: a sentence each. */
  readonly notes: readonly string[];
}

/** Bytes: a thousand ended jobs, and the hundreds of thousands that may wait. */
const largest = 256 * 1024 * 1024;

/** Reads what happened, and sums it up in the file: a line for each job. */
export async function openJournal(path: string, seal: Seal): Promise<OpenedJournal> {
  const aside = await setAsideIfTooLarge(path);
  const { state, notes: read } = readJournal(await textOf(path), seal);
  const notes = [...aside, ...read];
  await writeWhole(path, linesOf(summary(state), seal));
  return { state, notes, journal: journalAt(path, seal) };
}

/** One that nobody could read hinders no other. @returns what is said of it. */
async function setAsideIfTooLarge(path: string): Promise<string[]> {
  const size = (await stat(path).catch(() => undefined))?.size ?? 0;
  if (size <= largest) return [];
  const aside = `${path}.${Date.now()}`;
  await rename(path, aside);
  return [`The queue was too large to be read. It begins anew; the old one is kept as "${basename(aside)}".`];
}

/** How a queue stands, without touching the file. */
export async function readQueue(path: string, seal: Seal): Promise<QueueState> {
  return readJournal(await textOf(path), seal).state;
}

export function readJournal(
  text: string,
  seal: Seal,
): { readonly state: QueueState; readonly notes: readonly string[] } {
  const lines = text.split('\n');
  const torn = lines.pop() ?? '';
  const events = lines.filter((line) => line !== '').map((line) => eventsOf(line, seal));
  const damaged = events.filter((happened) => happened === undefined).length;
  const notes = [
    ...(damaged > 0 ? [`${damaged} damaged ${damaged === 1 ? 'line' : 'lines'} of the queue were left out.`] : []),
    ...(torn === '' ? [] : ['The last line of the queue was cut off, and left out.']),
  ];
  return {
    state: afterEvents(
      emptyQueue,
      events.flatMap((happened) => happened ?? []),
    ),
    notes,
  };
}

function eventsOf(line: string, seal: Seal): JobEvent[] | undefined {
  try {
    const { text, isOwn } = seal.open(line);
    const event = jobEventSchema.parse(JSON.parse(text));
    return isOwn ? [event] : foreignEvents(event);
  } catch {
    return undefined;
  }
}

async function textOf(path: string): Promise<string> {
  try {
    // What was cut off in the middle of a letter is no text, and all before it is.
    return (await readRegularFile(path, { largest })).toString('utf8');
  } catch (thrown) {
    if (thrown instanceof ArcspaceError && thrown.code === 'missing-file') return '';
    throw thrown;
  }
}

function linesOf(events: readonly JobEvent[], seal: Seal): string {
  return events.map((event) => `${seal.put(JSON.stringify(event))}\n`).join('');
}

function summary(state: QueueState): JobEvent[] {
  const jobs = jobsIn(state, [...state.running, ...state.waiting, ...state.ended]);
  return jobs.map((job) => ({ type: 'kept', job }));
}

function journalAt(path: string, seal: Seal): Journal {
  let file: FileHandle | undefined;
  let last: Promise<unknown> = Promise.resolve();
  let torn = false;

  const write = async (events: readonly JobEvent[]): Promise<void> => {
    try {
      file ??= await open(path, 'a');
      // Behind a line that was cut off another begins.
      await file.appendFile(`${torn ? '\n' : ''}${linesOf(events, seal)}`);
      torn = false;
      await file.datasync();
    } catch (thrown) {
      torn = true;
      throw unwritable(path, thrown);
    }
  };
  return {
    append(events) {
      const mine = last.then(() => write(events));
      last = mine.catch(() => undefined);
      return mine;
    },
    async close() {
      await last;
      await file?.close();
    },
  };
}
