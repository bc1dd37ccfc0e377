import type { RunEvent } from './events.ts';

export interface TotalProgress {
  /** 0..1 of the time that the run takes. */
  readonly fraction: number;
  /** Milliseconds; absent while nothing is known of any node that is left. */
  readonly left?: number;
  /** A node that waits was never timed: `left` is without it. */
  readonly rough: boolean;
  /** Node that is being computed. */
  readonly node?: string;
}

/** Follows one run; `pace` remembers over all runs how long each node took. */
export interface ProgressMeter {
  see(event: RunEvent): void;
  read(): TotalProgress;
}

export type Pace = Map<string, number>;

/** What a node counts for that was never timed. Milliseconds. */
const UNKNOWN = 1000;

/** A node that takes longer than it ever did has at least this share of its time left. */
const OVERDUE = 0.1;

interface Running {
  readonly node: string;
  readonly since: number;
  /** Milliseconds, from its own steps. */
  readonly left?: number;
}

const sum = (times: readonly number[]) => times.reduce((all, time) => all + time, 0);

/** @param now milliseconds of a clock. */
export function createProgressMeter(pace: Pace, now: () => number): ProgressMeter {
  const waiting = new Set<string>();
  let spent = 0;
  let running: Running | undefined;

  const elapsed = () => (running ? now() - running.since : 0);

  const close = (node: string, milliseconds: number) => {
    waiting.delete(node);
    spent += milliseconds;
    if (running?.node === node) running = undefined;
  };

  /** From its own steps, or from what it took before; undefined for one that nothing is known of. */
  const leftOf = (node: string): number | undefined => {
    const known = pace.get(node);
    if (node !== running?.node) return known;
    if (running.left !== undefined) return running.left;
    return known === undefined ? undefined : Math.max(known - elapsed(), known * OVERDUE);
  };

  /** Of the share of a node that nothing is known of no more than a half is done while it runs. */
  const guess = (node: string) => Math.max(UNKNOWN, node === running?.node ? elapsed() : 0);

  const fraction = (): number => {
    if (waiting.size === 0) return spent > 0 ? 1 : 0;
    const left = sum([...waiting].map((node) => leftOf(node) ?? guess(node)));
    const done = spent + elapsed();
    return done + left > 0 ? done / (done + left) : 0;
  };

  return {
    see(event) {
      if (event.type === 'queued') for (const node of event.nodes) waiting.add(node);
      if (event.type === 'started') running = { node: event.node, since: now() };
      if (event.type === 'progress') {
        const { node, left } = event;
        const since = running?.node === node ? running.since : now();
        running = { node, since, ...(left === undefined ? {} : { left }) };
      }
      if (event.type === 'finished') {
        close(event.node, event.cached ? 0 : event.milliseconds);
        if (!event.cached) pace.set(event.node, event.milliseconds);
      }
      if (event.type === 'failed') close(event.node, elapsed());
    },
    read() {
      const times = [...waiting].map(leftOf);
      const known = times.filter((time) => time !== undefined);
      return {
        fraction: fraction(),
        rough: known.length < times.length,
        ...(known.length > 0 ? { left: sum(known) } : {}),
        ...(running ? { node: running.node } : {}),
      };
    },
  };
}
