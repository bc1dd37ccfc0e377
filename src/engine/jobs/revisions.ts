/** Numbers the states of the queue, for those who wait for a newer one. */
export interface Revisions {
  current(): number;
  /** Other jobs, or jobs in another state. */
  listChanged(): void;
  /** The job that runs is a step further: told every now and then. */
  stepped(): void;
  /** Resolves when the number is another one, or after a while. */
  after(seen: number): Promise<void>;
  /** Whether somebody who has seen this number has the list of jobs as it is. */
  hasList(seen: number): boolean;
}

/** Milliseconds in which a watcher is answered in any case, and between two numbers for progress alone. */
const LONGEST_WAIT = 25_000;
const STEP_EVERY = 250;

/** Begins at the time of day: no number of an engine before this one comes again. */
export function createRevisions(start: number = Date.now()): Revisions {
  const waiting = new Set<() => void>();
  let current = start;
  let listed = start;
  let isStepping = false;

  const next = (): void => {
    current++;
    for (const goOn of waiting) goOn();
  };
  return {
    current: () => current,
    listChanged() {
      listed = current + 1;
      next();
    },
    stepped() {
      if (isStepping) return;
      isStepping = true;
      setTimeout(() => {
        isStepping = false;
        next();
      }, STEP_EVERY).unref();
    },
    after(seen) {
      if (seen !== current) return Promise.resolve();
      return new Promise((resolve) => {
        const goOn = (): void => {
          clearTimeout(timer);
          waiting.delete(goOn);
          resolve();
        };
        const timer = setTimeout(goOn, LONGEST_WAIT).unref();
        waiting.add(goOn);
      });
    },
    hasList: (seen) => seen >= listed && seen <= current,
  };
}
