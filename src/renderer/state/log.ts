import { type ReadonlySignal, signal } from '@preact/signals';
import type { Problem } from '../../graph/problem.ts';

export type Level = 'info' | 'success' | 'warning' | 'error';

export interface LogEntry {
  readonly id: number;
  readonly time: number;
  readonly level: Level;
  readonly message: string;
  readonly remedy?: string;
  /** Node that it is about; can be shown. */
  readonly node?: string;
  /** How often it was said in a row. */
  readonly times: number;
}

export type Remark = Pick<LogEntry, 'level' | 'message'> & Partial<Pick<LogEntry, 'remedy' | 'node'>>;

/** All that was said in this session, and the newest of it that should be noticed. */
export interface Log {
  readonly entries: ReadonlySignal<readonly LogEntry[]>;
  readonly toast: ReadonlySignal<LogEntry | null>;
  /** Written down only. */
  note(remark: Remark): void;
  /** Written down and shown for a while in the corner. */
  tell(remark: Remark): void;
  problem(problem: Problem): void;
  dismiss(): void;
}

const LIMIT = 500;

export function remarkOf(problem: Problem): Remark {
  const { node } = problem.place;
  return { level: 'error', message: problem.message, remedy: problem.remedy, ...(node === undefined ? {} : { node }) };
}

function sameRemark(entry: LogEntry | undefined, remark: Remark): entry is LogEntry {
  return entry?.message === remark.message && entry.level === remark.level && entry.node === remark.node;
}

export function createLog(now: () => number = Date.now): Log {
  const entries = signal<readonly LogEntry[]>([]);
  const toast = signal<LogEntry | null>(null);
  let count = 0;

  const note = (remark: Remark): LogEntry => {
    const last = entries.peek().at(-1);
    const repeated = sameRemark(last, remark);
    if (!repeated) count += 1;
    const entry = { ...remark, id: count, time: now(), times: repeated ? last.times + 1 : 1 };
    const others = repeated ? entries.peek().slice(0, -1) : entries.peek();
    entries.value = [...others, entry].slice(-LIMIT);
    return entry;
  };
  const tell = (remark: Remark) => {
    toast.value = note(remark);
  };

  return {
    entries,
    toast,
    note,
    tell,
    problem: (problem) => tell(remarkOf(problem)),
    dismiss() {
      toast.value = null;
    },
  };
}
