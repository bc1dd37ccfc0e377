import type { Workflow } from '../../../graph/workflow/schema.ts';
import { sameContent } from './document.ts';
import type { EditorHistory, Snapshot } from './editorHistory.ts';
import type { Step } from './history.ts';
import { changeBetween, changed } from './workflowChange.ts';

interface StepRecord {
  readonly label: string;
  /** From the state next to it on the side of what is shown. */
  readonly change: string;
}

/**
 * The history of an open workflow as text, without what is shown, which is kept elsewhere. States are numbered: what is shown,
 * those of undo from the last, those of redo from the next.
 */
export interface HistoryRecord {
  readonly document: string;
  readonly path: string | null;
  /** What is in the file: the number of a state, or the change that leads to it from what is shown; null where that is too large. */
  readonly saved: number | string | null;
  /** The first is the nearest to what is shown. */
  readonly past: readonly StepRecord[];
  readonly future: readonly StepRecord[];
  /** Nodes and links of what is shown, which changes count from. */
  readonly counts: readonly [number, number];
}

/** @param budget for the characters of all steps: those nearest to what is shown are kept. */
export function historyRecord({ shown, past, future }: EditorHistory, budget: number): HistoryRecord {
  let room = budget;
  const recorded = (steps: readonly Step<Snapshot>[]): StepRecord[] => {
    const records: StepRecord[] = [];
    let next = shown.workflow;
    for (const { label, before } of steps.toReversed()) {
      const change = changeTo(before.workflow, next);
      if (change === undefined || change.length > room) break;
      room -= change.length;
      records.push({ label, change });
      next = before.workflow;
    }
    return records;
  };
  const kept = { past: recorded(past), future: recorded(future) };
  const states = [shown, ...nearest(past, kept.past.length), ...nearest(future, kept.future.length)];
  const { id, path, saved } = shown.document;
  const savedOf = (): number | string | null => {
    const state = states.findIndex(({ workflow }) => sameContent(workflow, saved.peek()));
    if (state >= 0) return state;
    const change = changeTo(saved.peek(), shown.workflow);
    return change !== undefined && change.length <= budget ? change : null;
  };
  return { document: id, path: path.peek(), saved: savedOf(), ...kept, counts: countsOf(shown.workflow) };
}

/** A history that was kept, and what is in the file where that is known. */
export interface HistoryFound {
  readonly history: EditorHistory;
  readonly saved: Workflow | undefined;
}

/** @returns undefined where the history leads to something else than what is open */
export function historyFrom(record: HistoryRecord, open: Snapshot): HistoryFound | undefined {
  if (record.document !== open.document.id || record.path !== open.document.path.peek()) return undefined;
  if (`${record.counts}` !== `${countsOf(open.workflow)}`) return undefined;
  const [past, future] = [statesFrom(record.past, open.workflow), statesFrom(record.future, open.workflow)];
  const { saved } = record;
  const stepsFrom = (records: readonly StepRecord[], workflows: readonly Workflow[]) =>
    records
      .map(({ label }, at) => ({ label, before: { workflow: workflows[at] as Workflow, document: open.document } }))
      .toReversed();
  return {
    history: { shown: open, past: stepsFrom(record.past, past), future: stepsFrom(record.future, future) },
    saved: typeof saved === 'string' ? changed(open.workflow, saved) : [open.workflow, ...past, ...future][saved ?? -1],
  };
}

function statesFrom(records: readonly StepRecord[], shown: Workflow): Workflow[] {
  let next = shown;
  return records.map(({ change }) => {
    next = changed(next, change);
    return next;
  });
}

const nearest = (steps: readonly Step<Snapshot>[], count: number): readonly Snapshot[] =>
  steps
    .slice(steps.length - count)
    .toReversed()
    .map(({ before }) => before);

const countsOf = ({ nodes, links }: Workflow): readonly [number, number] => [nodes.length, links.length];

/** Characters of a change that is remembered. */
const SHORT = 100_000;

/** By the state that it leads to; a step of undo lies between the same two states for long. */
const changes = new WeakMap<Workflow, { readonly from: Workflow; readonly change: string }>();

function changeTo(to: Workflow, from: Workflow): string | undefined {
  const known = changes.get(to);
  if (known?.from === from) return known.change;
  const change = changeBetween(from, to);
  if (change !== undefined && change.length <= SHORT) changes.set(to, { from, change });
  return change;
}
