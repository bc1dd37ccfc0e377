/** Undo and redo over whole states: everything is plain immutable data, so a snapshot costs a reference. */
export interface Step<T> {
  readonly label: string;
  readonly before: T;
}

/** What undo and redo have, the next one last. */
export interface Steps<T> {
  readonly past: readonly Step<T>[];
  readonly future: readonly Step<T>[];
}

export interface History<T> {
  /** Remembers the state before an edit. The same `merge` key as the last time adds to that step. */
  remember(label: string, before: T, merge?: string): void;
  undo(current: T): T | undefined;
  redo(current: T): T | undefined;
  clear(): void;
  /** Changes all states that undo and redo lead to. */
  map(change: (state: T) => T): void;
  steps(): Steps<T>;
  /** Takes the place of all steps. */
  restore(steps: Steps<T>): void;
  /** What undo and redo would take back or repeat. */
  labels(): { readonly undo: string | null; readonly redo: string | null };
}

export function createHistory<T>(limit = 300): History<T> {
  const past: Step<T>[] = [];
  const future: Step<T>[] = [];
  let merging: string | undefined;

  const move = (source: Step<T>[], target: Step<T>[], current: T): T | undefined => {
    merging = undefined;
    const step = source.pop();
    if (step) target.push({ label: step.label, before: current });
    return step?.before;
  };

  const clear = () => {
    past.length = 0;
    future.length = 0;
    merging = undefined;
  };

  return {
    remember(label, before, merge) {
      const merges = merge !== undefined && merge === merging && past.length > 0;
      if (!merges) past.push({ label, before });
      if (past.length > limit) past.shift();
      future.length = 0;
      merging = merge;
    },
    undo: (current) => move(past, future, current),
    redo: (current) => move(future, past, current),
    clear,
    map(change) {
      for (const steps of [past, future]) {
        steps.splice(0, steps.length, ...steps.map((step) => ({ ...step, before: change(step.before) })));
      }
    },
    steps: () => ({ past: [...past], future: [...future] }),
    restore(steps) {
      clear();
      past.push(...steps.past);
      future.push(...steps.future);
    },
    labels: () => ({ undo: past.at(-1)?.label ?? null, redo: future.at(-1)?.label ?? null }),
  };
}
