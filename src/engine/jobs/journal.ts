import { type JobEvent, jobEventSchema } from '../../jobs/jobEvent.ts';
import { afterEvents, emptyQueue, type QueueState } from '../../jobs/queueState.ts';
import { jobsIn } from '../../jobs/secondsLeft.ts';
import { linesIn, openLineFile, readLineFile, setAsideIfLarger, textOfLines } from '../files/lineFile.ts';
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
  const aside = await setAsideIfLarger(path, largest);
  const { state, notes } = readJournal(await readLineFile(path, largest), seal);
  await writeWhole(path, textOfLines(sealed(summary(state), seal)));
  const file = openLineFile(path);
  return {
    state,
    notes: [...(aside === undefined ? [] : [tooLarge(aside)]), ...notes],
    journal: { append: (events) => file.append(sealed(events, seal)), close: file.close },
  };
}

function tooLarge(aside: string): string {
  return `The queue was too large to be read. It begins anew; the old one is kept as "${aside}".`;
}

/** How a queue stands, without touching the file. */
export async function readQueue(path: string, seal: Seal): Promise<QueueState> {
  return readJournal(await readLineFile(path, largest), seal).state;
}

export function readJournal(
  text: string,
  seal: Seal,
): { readonly state: QueueState; readonly notes: readonly string[] } {
  const { lines, torn } = linesIn(text);
  const events = lines.map((line) => eventsOf(line, seal));
  const damaged = events.filter((happened) => happened === undefined).length;
  const notes = [
    ...(damaged > 0 ? [`${damaged} damaged ${damaged === 1 ? 'line' : 'lines'} of the queue were left out.`] : []),
    ...(torn ? ['The last line of the queue was cut off, and left out.'] : []),
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

function sealed(events: readonly JobEvent[], seal: Seal): string[] {
  return events.map((event) => seal.put(JSON.stringify(event)));
}

function summary(state: QueueState): JobEvent[] {
  const jobs = jobsIn(state, [...state.running, ...state.waiting, ...state.ended]);
  return jobs.map((job) => ({ type: 'kept', job }));
}
