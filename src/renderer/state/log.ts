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

/** All that was said in this session, and what of it should be noticed. */
export interface Log {
  readonly entries: ReadonlySignal<readonly LogEntry[]>;
  /** The newest error, which stands until it is dismissed, and the newest remark of another kind. */
  readonly toasts: ReadonlySignal<readonly LogEntry[]>;
  /** Errors that nobody has looked at, and that are not mended or over. */
  readonly unseen: ReadonlySignal<readonly LogEntry[]>;
  /** Somebody looks at the log. */
  look(): void;
  /** Written down only. */
  note(remark: Remark): void;
  /** Written down and shown over the canvas. */
  tell(remark: Remark): LogEntry;
  problem(problem: Problem): void;
  /** Takes away what is shown or calls for a look: all of it, or that which the test names. */
  dismiss(which?: (entry: LogEntry) => boolean): void;
}

const LIMIT = 500;

/** Whether it stays until somebody has seen to it, or goes by itself. */
export function stands({ level }: Pick<LogEntry, 'level'>): boolean {
  return level === 'error';
}

export function remarkOf(problem: Problem): Remark {
  const { node } = problem.place;
  return { level: 'error', message: problem.message, remedy: problem.remedy, ...(node === undefined ? {} : { node }) };
}

function sameRemark(entry: LogEntry | undefined, remark: Remark): entry is LogEntry {
  return entry?.message === remark.message && entry.level === remark.level && entry.node === remark.node;
}

export function createLog(now: () => number = Date.now): Log {
  const entries = signal<readonly LogEntry[]>([]);
  const toasts = signal<readonly LogEntry[]>([]);
  const unseen = signal<readonly LogEntry[]>([]);
  let count = 0;

  const note = (remark: Remark): LogEntry => {
    const last = entries.peek().at(-1);
    const repeated = sameRemark(last, remark);
    if (!repeated) count += 1;
    const entry = { ...remark, id: count, time: now(), times: repeated ? last.times + 1 : 1 };
    const others = repeated ? entries.peek().slice(0, -1) : entries.peek();
    entries.value = [...others, entry].slice(-LIMIT);
    if (entry.level === 'error') unseen.value = [...unseen.peek().filter(({ id }) => id !== entry.id), entry];
    return entry;
  };
  const dismiss = (which: (entry: LogEntry) => boolean = () => true) => {
    for (const list of [toasts, unseen]) {
      const kept = list.peek().filter((entry) => !which(entry));
      if (kept.length < list.peek().length) list.value = kept;
    }
  };
  const tell = (remark: Remark): LogEntry => {
    const entry = note(remark);
    toasts.value = [...toasts.peek().filter((shown) => stands(shown) !== stands(entry)), entry];
    return entry;
  };

  return {
    entries,
    toasts,
    unseen,
    look() {
      if (unseen.peek().length > 0) unseen.value = [];
    },
    note,
    tell,
    problem(problem) {
      tell(remarkOf(problem));
    },
    dismiss,
  };
}
