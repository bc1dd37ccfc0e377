import { type ReadonlySignal, signal } from '@preact/signals';
import type { RunEvent } from '../../../graph/events.ts';
import { createProgressMeter, type Pace, type TotalProgress } from '../../../graph/totalProgress.ts';
import { LIVE_DELAY } from './eventBatch.ts';
import type { Job } from './queue.ts';

/** How far the run under way is. */
export interface RunProgress {
  /** Null while nothing is to be shown. */
  readonly total: ReadonlySignal<TotalProgress | null>;
  /** Milliseconds that nodes took, by node. */
  readonly pace: ReadonlyMap<string, number>;
  begin(): void;
  see(job: Job, event: RunEvent): void;
  end(): void;
}

export function createRunProgress(now: () => number): RunProgress {
  const total = signal<TotalProgress | null>(null);
  const pace: Pace = new Map();
  let meter = createProgressMeter(pace, now);
  let begun = 0;
  return {
    total,
    pace,
    begin() {
      meter = createProgressMeter(pace, now);
      begun = now();
    },
    see({ lane }, event) {
      meter.see(event);
      // A live run that is quick shows none.
      if (lane === 'manual' || now() - begun > LIVE_DELAY) total.value = meter.read();
    },
    end() {
      total.value = null;
    },
  };
}
