import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { ArcspaceError, type Problem } from '../../graph/problem.ts';
import type { JobEvent } from '../../jobs/jobEvent.ts';
import { afterEvents, emptyQueue, type QueueState } from '../../jobs/queueState.ts';
import type { JobTotals } from '../../jobs/queueView.ts';
import { jobsIn } from '../../jobs/secondsLeft.ts';
import { makeFolder } from '../files/makeFolder.ts';
import { isOwned, type Ownership, ownFolder } from '../files/oneOwner.ts';
import { goOnWith } from './goOnWith.ts';
import { type Journal, openJournal } from './journal.ts';
import type { Seal } from './seal.ts';

/** The queue of a workspace, which one engine has at a time. */
export interface QueueKeeper {
  readonly state: QueueState;
  readonly totals: JobTotals;
  /** What of it could not be read when it was taken: a sentence each. */
  readonly notes: readonly string[];
  /** Whose it is. `nobody`: there is none, or nobody has looked. */
  readonly owner: 'here' | 'elsewhere' | 'nobody';
  /** Takes the queue where there is one that nobody has. */
  takeUp(): Promise<void>;
  /** Takes the queue, which is made where there is none. @throws ArcspaceError where another engine has it. */
  own(): Promise<void>;
  /**
   * Writes down what happens, and makes it so: one after the other, each decided by how the queue is when its turn comes.
   * @returns what happened.
   * @throws ArcspaceError, and nothing happens, where that cannot be written or another engine has the queue.
   */
  record(decide: Decide): Promise<readonly JobEvent[]>;
  /** The same for what has happened already, written down or not; nothing where this engine has lost the queue. */
  note(decide: Decide): Promise<readonly JobEvent[]>;
  /** Whether this engine has the queue, asked of the disk: another may have taken it for dead. */
  confirm(): Promise<boolean>;
  close(): Promise<void>;
}

/** What happens to a queue that stands so. */
export type Decide = (state: QueueState) => readonly JobEvent[];

export interface KeeperSetting {
  seal(): Promise<Seal>;
  /** Throws where the folder must not be written to. */
  requireOwn(): Promise<void>;
  /** Told whenever the queue is not as it was. */
  changed(): void;
  /** Told how the queue was when it was taken, before anything is added to it. */
  taken(state: QueueState): Promise<void>;
  /** Told when another engine has taken it for dead, and the queue. */
  lost(): void;
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
export function createQueueKeeper(
  folder: string,
  { seal, requireOwn, changed, taken, lost }: KeeperSetting,
): QueueKeeper {
  let state = emptyQueue;
  let totals: JobTotals = { done: 0, failed: 0 };
  let notes: readonly string[] = [];
  let held: Held | undefined;
  let isElsewhere = false;
  let taking: Promise<void> | undefined;
  let renewing: ReturnType<typeof setInterval> | undefined;
  let last: Promise<unknown> = Promise.resolve();

  const take = async (): Promise<void> => {
    await requireOwn();
    await makeFolder(folder);
    const ownership = await ownFolder(folder);
    isElsewhere = ownership === undefined;
    if (!ownership) return;
    let journal: Journal | undefined;
    try {
      const opened = await openJournal(join(folder, 'queue.jsonl'), await seal());
      journal = opened.journal;
      const recovered = jobsIn(opened.state, opened.state.running).map(goOnWith);
      await journal.append(recovered);
      const recoveredState = afterEvents(opened.state, recovered);
      await taken(recoveredState).catch((thrown) => console.error(`The queue was not tidied: ${thrown}`));
      held = { journal, ownership };
      notes = opened.notes;
      state = recoveredState;
    } catch (thrown) {
      await journal?.close();
      await ownership.end();
      throw thrown;
    }
    clearInterval(renewing);
    renewing = setInterval(() => void confirm(), RENEW_EVERY).unref();
  };
  const confirm = async (): Promise<boolean> => {
    const mine = held;
    if (!mine) return false;
    if (await mine.ownership.renew()) return held === mine;
    if (held !== mine) return false;
    held = undefined;
    clearInterval(renewing);
    await mine.journal.close().catch(() => undefined);
    lost();
    changed();
    return false;
  };
  const inOrder = <T>(task: () => Promise<T>): Promise<T> => {
    const mine = last.then(task);
    last = mine.catch(() => undefined);
    return mine;
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
    totals = afterEnds(totals, events);
    changed();
  };
  return {
    get state() {
      return state;
    },
    get totals() {
      return totals;
    },
    get notes() {
      return notes;
    },
    get owner() {
      if (held) return 'here';
      return isElsewhere ? 'elsewhere' : 'nobody';
    },
    async takeUp() {
      if (held || !(await isThere(folder))) return;
      // Another that lives is left alone: to try is to write into its folder.
      if (isElsewhere && (await isOwned(folder))) return;
      await takeOnce();
    },
    async own() {
      await own();
    },
    record: (decide) =>
      inOrder(async () => {
        const { journal } = await own();
        const events = decide(state);
        if (events.length === 0) return events;
        await journal.append(events);
        apply(events);
        return events;
      }),
    note: (decide) =>
      inOrder(async () => {
        const events = held ? decide(state) : [];
        if (!held || events.length === 0) return events;
        await held.journal.append(events).catch((thrown) => console.error(`The queue was not written: ${thrown}`));
        apply(events);
        return events;
      }),
    confirm,
    async close() {
      clearInterval(renewing);
      await taking?.catch(() => undefined);
      await last;
      await held?.journal.close();
      await held?.ownership.end();
      held = undefined;
    },
  };
}

function afterEnds({ done, failed }: JobTotals, events: readonly JobEvent[]): JobTotals {
  const ended = (outcome: string): number =>
    events.filter((event) => event.type === 'ended' && event.outcome === outcome).length;
  return { done: done + ended('done'), failed: failed + ended('failed') };
}

/** What another engine says whose workspace is the same. */
export const ELSEWHERE: Problem = {
  code: 'queue-elsewhere',
  message: 'Another Arcspace that is open on this workspace runs its queue.',
  place: {},
  remedy: 'Add runs there, or close it: this one takes the queue up within seconds.',
};

function isThere(folder: string): Promise<boolean> {
  return stat(folder).then(
    () => true,
    () => false,
  );
}
