import { type ReadonlySignal, signal } from '@preact/signals';
import type { Problem } from '../../graph/problem.ts';
import type { WorkflowDocument } from './document/document.ts';

export type Level = 'info' | 'success' | 'warning' | 'error';

export interface LogEntry {
  readonly id: number;
  readonly time: number;
  readonly level: Level;
  readonly message: string;
  readonly remedy?: string;
  /** Node that it is about; can be shown. */
  readonly node?: string;
  /** Workflow that the node belongs to; the one that is shown where none is said. */
  readonly document?: WorkflowDocument;
  /** Paths of the files that it is about; a single one can be got at. */
  readonly files?: readonly string[];
  /** What can be done about it at once. */
  readonly action?: { readonly label: string; run(): void };
  /** How often it was said: a warning at all, anything else in a row. */
  readonly times: number;
}

export type Notification = Pick<LogEntry, 'level' | 'message'> &
  Partial<Pick<LogEntry, 'remedy' | 'node' | 'document' | 'files' | 'action'>>;

/** All that was said in this session, and what of it should be noticed. */
export interface Log {
  readonly entries: ReadonlySignal<readonly LogEntry[]>;
  /** The newest error, which stays until it is dismissed, and the newest notification of another kind. */
  readonly toasts: ReadonlySignal<readonly LogEntry[]>;
  /** Errors that nobody has looked at, and that are not fixed or over. */
  readonly unseen: ReadonlySignal<readonly LogEntry[]>;
  /** Somebody looks at the log. */
  look(): void;
  /** Written down only. */
  note(notification: Notification): void;
  /** Written down and shown over the canvas. */
  notify(notification: Notification): LogEntry;
  problem(problem: Problem): void;
  /** Takes away what is shown or calls for a look: all of it, or that which the test names. */
  dismiss(which?: (entry: LogEntry) => boolean): void;
}

const LIMIT = 500;

/** Whether it stays until somebody has seen to it, or goes by itself. */
export function isSticky({ level }: Pick<LogEntry, 'level'>): boolean {
  return level === 'error';
}

export function notificationOf(problem: Problem): Notification {
  const { node } = problem.place;
  return { level: 'error', message: problem.message, remedy: problem.remedy, ...(node === undefined ? {} : { node }) };
}

function sameNotification(entry: LogEntry, notification: Notification): boolean {
  return (
    entry.message === notification.message &&
    entry.level === notification.level &&
    entry.node === notification.node &&
    entry.document === notification.document
  );
}

export function createLog(now: () => number = Date.now): Log {
  const entries = signal<readonly LogEntry[]>([]);
  const toasts = signal<readonly LogEntry[]>([]);
  const unseen = signal<readonly LogEntry[]>([]);
  let count = 0;

  const note = (notification: Notification): LogEntry => {
    const before = entries.peek();
    // Every run warns of the same things again, several nodes in turn; anything else is repeated only in a row.
    const said = (notification.level === 'warning' ? before : before.slice(-1)).find((entry) =>
      sameNotification(entry, notification),
    );
    if (!said) count += 1;
    const entry = { ...notification, id: said?.id ?? count, time: now(), times: (said?.times ?? 0) + 1 };
    const others = before.filter((each) => each !== said);
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
  const notify = (notification: Notification): LogEntry => {
    const entry = note(notification);
    toasts.value = [...toasts.peek().filter((shown) => isSticky(shown) !== isSticky(entry)), entry];
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
    notify,
    problem(problem) {
      notify(notificationOf(problem));
    },
    dismiss,
  };
}

/** The same log for what happens in one workflow, whatever is shown. */
export function logOf(log: Log, document: WorkflowDocument): Pick<Log, 'note' | 'notify' | 'problem'> {
  return {
    note: (notification) => log.note({ ...notification, document }),
    notify: (notification) => log.notify({ ...notification, document }),
    problem: (problem) => void log.notify({ ...notificationOf(problem), document }),
  };
}
