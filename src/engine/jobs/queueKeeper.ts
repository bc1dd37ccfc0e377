import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { ArcspaceError, type Problem } from '../../graph/problem.ts';
import type { JobEvent } from '../../jobs/jobEvent.ts';
import { afterEvents, emptyQueue, type QueueState } from '../../jobs/queueState.ts';
import { jobsIn } from '../../jobs/secondsLeft.ts';
import { makeFolder } from '../files/makeFolder.ts';
import { type Ownership, ownFolder } from '../files/oneOwner.ts';
import { goOnWith } from './goOnWith.ts';
import { type Journal, openJournal } from './journal.ts';

/** The queue of a workspace, which one engine has at a time. */
export interface QueueKeeper {
  readonly state: QueueState;
  /** What of it could not be read when it was taken: a sentence each. */
  readonly notes: readonly string[];
  /** Whose it is. `nobody`: there is none, or nobody has looked. */
  readonly owner: 'here' | 'elsewhere' | 'nobody';
  /** Takes the queue where there is one that nobody has. */
  takeUp(): Promise<void>;
  /** Takes the queue, which is made where there is none. @throws ArcspaceError where another engine has it. */
  own(): Promise<void>;
  /** Writes down what happens, and makes it so. @throws ArcspaceError, and nothing happens, where that cannot be written or another engine has the queue. */
  record(events: readonly JobEvent[]): Promise<void>;
  /** The same for what has happened already, written down or not. */
  note(events: readonly JobEvent[]): Promise<void>;
  close(): Promise<void>;
}

export interface KeeperSetting {
  /** Throws where the folder must not be written to. */
  requireOwn(): Promise<void>;
  /** Told whenever the queue is not as it was. */
  changed(): void;
  /** Told how the queue was when it was taken, before anything is added to it. */
  taken(state: QueueState): Promise<void>;
}

interface Held {
  readonly journal: Journal;
  readonly ownership: Ownership;
}

/** Milliseconds between signs of life on disks that several machines share. */
const RENEW_EVERY = 10 * 60_000;

/**
 * @param folder of the queue; made when the first job is added.
 */
export function createQueueKeeper(folder: string, { requireOwn, changed, taken }: KeeperSetting): QueueKeeper {
  let state = emptyQueue;
  let notes: readonly string[] = [];
  let held: Held | undefined;
  let isElsewhere = false;
  let taking: Promise<void> | undefined;
  let renewing: ReturnType<typeof setInterval> | undefined;

  const take = async (): Promise<void> => {
    await requireOwn();
    await makeFolder(folder);
    const ownership = await ownFolder(folder);
    isElsewhere = ownership === undefined;
    if (!ownership) return;
    try {
      const { journal, ...opened } = await openJournal(join(folder, 'queue.jsonl'));
      const recovered = jobsIn(opened.state, opened.state.running).map(goOnWith);
      await journal.append(recovered);
      state = afterEvents(opened.state, recovered);
      notes = opened.notes;
      await taken(state);
      held = { journal, ownership };
    } catch (thrown) {
      await ownership.end();
      throw thrown;
    }
    renewing = setInterval(() => void ownership.renew(), RENEW_EVERY).unref();
  };
  /** One attempt at a time: a second would take the first for another engine. */
  const takeOnce = (): Promise<void> => {
    taking ??= take().finally(() => {
      taking = undefined;
      changed();
    });
    return taking;
  };
  const own = async (): Promise<Held> => {
    if (!held) await takeOnce();
    if (!held) throw new ArcspaceError(ELSEWHERE.code, ELSEWHERE.message, ELSEWHERE.remedy);
    return held;
  };
  const apply = (events: readonly JobEvent[]): void => {
    state = afterEvents(state, events);
    changed();
  };
  return {
    get state() {
      return state;
    },
    get notes() {
      return notes;
    },
    get owner() {
      if (held) return 'here';
      return isElsewhere ? 'elsewhere' : 'nobody';
    },
    async takeUp() {
      if (!held && (await isThere(folder))) await takeOnce();
    },
    async own() {
      await own();
    },
    async record(events) {
      const { journal } = await own();
      await journal.append(events);
      apply(events);
    },
    async note(events) {
      await held?.journal.append(events).catch((thrown) => console.error(`The queue was not written: ${thrown}`));
      apply(events);
    },
    async close() {
      clearInterval(renewing);
      await taking?.catch(() => undefined);
      await held?.journal.close();
      await held?.ownership.end();
      held = undefined;
    },
  };
}

/** What another engine says whose workspace is the same. */
export const ELSEWHERE: Problem = {
  code: 'queue-elsewhere',
  message: 'Another Arcspace that is open on this workspace runs its queue.',
  place: {},
  remedy: 'Add jobs there, or close it: this one takes the queue up within seconds.',
};

function isThere(folder: string): Promise<boolean> {
  return stat(folder).then(
    () => true,
    () => false,
  );
}
