import type { RunEvent } from '../../graph/events.ts';

export interface TotalProgress {
  /** 0..1 over all nodes of the run. */
  readonly fraction: number;
  /** Milliseconds; absent while nothing is known of any node that is left. */
  readonly left?: number;
  /** A node that waits was never timed: it takes longer than `left` by that. */
  readonly atLeast: boolean;
  /** Node that is being computed. */
  readonly node?: string;
}

/** Follows one run; `pace` remembers over all runs how long each node took. */
export interface ProgressMeter {
  see(event: RunEvent): void;
  read(): TotalProgress;
}

export type Pace = Map<string, number>;

export function createProgressMeter(pace: Pace): ProgressMeter {
  const waiting = new Set<string>();
  let total = 0;
  let running: { node: string; share: number; left?: number } | undefined;

  const close = (node: string) => {
    waiting.delete(node);
    if (running?.node === node) running = undefined;
  };

  return {
    see(event) {
      if (event.type === 'queued') {
        for (const node of event.nodes) waiting.add(node);
        total = waiting.size;
      }
      if (event.type === 'started') running = { node: event.node, share: 0 };
      if (event.type === 'progress') {
        const { left } = event;
        running = { node: event.node, share: event.step / event.of, ...(left === undefined ? {} : { left }) };
      }
      if (event.type === 'finished') {
        close(event.node);
        if (!event.cached) pace.set(event.node, event.milliseconds);
      }
      if (event.type === 'failed') close(event.node);
    },
    read() {
      const done = total - waiting.size + (running?.share ?? 0);
      const times = [...waiting].map((node) => {
        const known = pace.get(node);
        if (node !== running?.node) return known;
        return running.left ?? (known === undefined ? undefined : known * (1 - running.share));
      });
      const known = times.filter((time) => time !== undefined);
      return {
        fraction: total === 0 ? 0 : Math.min(1, done / total),
        atLeast: known.length < times.length,
        ...(known.length > 0 ? { left: known.reduce((sum, time) => sum + time, 0) } : {}),
        ...(running ? { node: running.node } : {}),
      };
    },
  };
}
