import type { RunEvent } from '../../graph/events.ts';
import { ArcspaceError, type Problem, problemFrom } from '../../graph/problem.ts';
import type { RunName, RunOptions, RunRecord, WatchedEvents } from '../../protocol/types.ts';
import { createEventLog, type EventLog } from './eventLog.ts';
import { createLanes } from './lanes.ts';
import type { RunWorkflow } from './runWorkflow.ts';

/** Runs by the clients that asked for them. Nobody hears of the runs of another. */
export interface Runs {
  /** Starts a run, unless it is known already: whoever is not sure whether a run was taken may ask for it again. */
  submit(options: RunOptions, ended: () => void): void;
  /** @param ahead goes on where the watcher before it ends */
  watch(name: RunName, from: number, ahead: boolean): Promise<WatchedEvents>;
  cancel(name: RunName): void;
  /** Resolves when all that are under way on this machine now have ended. */
  settled(): Promise<void>;
  /** Oldest first. */
  list(client: string): readonly RunRecord[];
}

interface Kept {
  readonly options: RunOptions;
  readonly log: EventLog;
  /** Number of the first event that its client may not have yet. */
  received: number;
  /** Number of the first event that no watcher was given yet, of those since one last began. */
  given: number;
  /** How often a watcher began: those before are of a connection that is gone. */
  watchers: number;
  /** Ticks since its client last asked for events. */
  unwatched: number;
}

/** A run whose client is gone goes on for ten minutes. Counted in ticks: while a step blocks the engine none is counted. */
const TICK = 30_000;
const TICKS_OF_GRACE = 20;
/** After these what was not fetched is no longer spared when there is too much. */
const TICKS_UNTIL_AWAY = 2;

/** A watcher is answered after so many milliseconds, so that nobody waits for ever for one that is gone. */
const LONGEST_WAIT = 25_000;

const MOST_RUNS = 64;
const MOST_FINISHED = 16;
/** Bytes of pictures in all logs. */
const BUDGET = 64 * 1024 * 1024;

export function createRuns(work: RunWorkflow): Runs {
  const lanes = createLanes();
  const kept = new Map<string, Kept>();
  const underWay = new Set<Promise<void>>();
  const trim = (): void => forgetWhatIsTooMuch(kept);

  const find = (name: RunName): Kept => {
    const found = kept.get(keyOf(name));
    if (!found) throw unknownRun();
    return found;
  };
  const tick = (): void => {
    for (const [key, run] of kept) if (++run.unwatched > TICKS_OF_GRACE) lanes.cancel(key);
    trim();
  };
  setInterval(tick, TICK).unref();

  return {
    submit(options, ended) {
      const key = keyOf(options);
      if (kept.has(key)) return;
      if (kept.size >= MOST_RUNS) throw tooManyRuns();
      const log = createEventLog();
      kept.set(key, { options, log, received: 0, given: 0, watchers: 0, unwatched: 0 });
      const heard = (event: RunEvent): void => {
        log.add(event);
        trim();
      };
      const run = lanes
        .run(laneOf(options), key, (signal) => work(options, signal, heard))
        .then(
          () => undefined,
          (thrown) => heard(failed(problemFrom(thrown))),
        )
        .finally(() => {
          underWay.delete(run);
          ended();
        });
      // What others compute keeps nobody here waiting.
      if (options.place !== 'queue') underWay.add(run);
    },
    async watch(name, from, ahead) {
      const run = find(name);
      run.unwatched = 0;
      run.received = Math.max(run.received, Math.min(from, run.log.end));
      if (!ahead) beginAt(run, from);
      const { watchers } = run;
      if (run.given >= run.log.end && !run.log.done) await run.log.next(LONGEST_WAIT);
      if (watchers !== run.watchers) return { events: [], next: from, done: false };
      const watched = run.log.read(run.given);
      run.given = watched.next;
      if (watched.done) run.received = watched.next;
      return watched;
    },
    cancel: (name) => lanes.cancel(keyOf(name)),
    settled: async () => void (await Promise.all(underWay)),
    list: (client) =>
      [...kept.values()]
        .filter(({ options }) => options.client === client)
        .map(({ options: { run, lane, workflow, path, targets }, log }) => {
          return { run, lane, workflow, path, targets, done: log.done };
        }),
  };
}

function beginAt(run: Kept, from: number): void {
  run.given = from;
  run.watchers++;
  run.log.release();
}

/** The oldest finished runs first, then the oldest pictures: never what a client that is there has not fetched yet. */
function forgetWhatIsTooMuch(kept: Map<string, Kept>): void {
  const isOver = (): boolean => [...kept.values()].reduce((sum, { log }) => sum + log.bytes, 0) > BUDGET;
  const spares = ({ received, unwatched }: Kept): number => (unwatched > TICKS_UNTIL_AWAY ? Infinity : received);
  const finished = [...kept].filter(([, run]) => run.log.done && spares(run) >= run.log.end);
  while (finished.length > MOST_FINISHED || (finished.length > 1 && isOver())) kept.delete(finished.shift()?.[0] ?? '');
  for (const run of kept.values()) while (isOver() && run.log.forgetPictures(spares(run)));
}

function keyOf({ client, run }: RunName): string {
  return JSON.stringify([client, run]);
}

/** A newer run replaces an older one of the same client only: those of several windows take turns, step by step. */
function laneOf({ client, lane }: RunOptions): string {
  return JSON.stringify([client, lane]);
}

function failed(problem: Problem): RunEvent {
  return { type: 'done', outcome: 'failed', executed: 0, cached: 0, milliseconds: 0, problem };
}

function unknownRun(): ArcspaceError {
  return new ArcspaceError('unknown-run', 'The engine was started again, and the run is lost.', 'Run it again.');
}

function tooManyRuns(): ArcspaceError {
  const message = `The engine has ${MOST_RUNS} runs already.`;
  return new ArcspaceError('too-many-runs', message, 'Wait until some have finished, or cancel them.');
}
