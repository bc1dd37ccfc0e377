interface Job {
  readonly run: string;
  readonly controller: AbortController;
  readonly done: Promise<unknown>;
}

export interface Lanes {
  /** Runs `work` after the run before it in the same lane has let go, which it is told to do at once: the newest wins. */
  run<T>(lane: string, run: string, work: (signal: AbortSignal) => Promise<T>): Promise<T>;
  cancel(run: string): void;
}

export function createLanes(): Lanes {
  const latest = new Map<string, Job>();
  const jobs = new Set<Job>();
  return {
    async run(lane, run, work) {
      const before = latest.get(lane);
      before?.controller.abort();
      const controller = new AbortController();
      const result = (before?.done ?? Promise.resolve()).then(() => work(controller.signal));
      const job: Job = { run, controller, done: result.catch(() => undefined) };
      latest.set(lane, job);
      jobs.add(job);
      try {
        return await result;
      } finally {
        jobs.delete(job);
        if (latest.get(lane) === job) latest.delete(lane);
      }
    },
    cancel(run) {
      for (const job of jobs) if (job.run === run) job.controller.abort();
    },
  };
}
