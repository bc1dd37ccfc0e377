import type { Workflow } from '../../graph/workflow/schema.ts';
import type { EditorHistory, Snapshot } from './createEditor.ts';
import type { Step } from './history.ts';

/** Bytes for naming an object that is stored already; most of it stands for the time that this takes. */
const REFERENCE = 50;

/** The steps nearest to what is shown, as many as fit into so many bytes where each object is stored once. */
export function boundedHistory(
  { shown, past, future }: EditorHistory,
  budget: number,
): EditorHistory & { bytes: number } {
  const weigh = createScale();
  let bytes = weigh(shown);
  const nearest = (steps: readonly Step<Snapshot>[]): readonly Step<Snapshot>[] => {
    const fitting: Step<Snapshot>[] = [];
    for (const step of steps.toReversed()) {
      const more = weigh(step.before);
      if (bytes + more > budget) break;
      bytes += more;
      fitting.unshift(step);
    }
    return fitting;
  };
  const kept = { past: nearest(past), future: nearest(future) };
  return { shown, ...kept, bytes };
}

/** Weighs states one after another: what an earlier one holds weighs little in a later one. */
function createScale(): (snapshot: Snapshot) => number {
  const seen = new Set<object>();
  const weighList = (list: readonly object[]): number => {
    if (seen.has(list)) return REFERENCE;
    seen.add(list);
    return list.reduce((sum, element) => {
      if (seen.has(element)) return sum + REFERENCE;
      seen.add(element);
      return sum + bytesOf(element);
    }, 0);
  };
  const weighWorkflow = (workflow: Workflow): number => {
    if (seen.has(workflow)) return REFERENCE;
    seen.add(workflow);
    return bytesOfRest(workflow) + weighList(workflow.nodes) + weighList(workflow.links);
  };
  return ({ workflow, document }) => weighWorkflow(workflow) + weighWorkflow(document.saved.peek());
}

const bytesOf = remembered((element: object) => JSON.stringify(element).length);
const bytesOfRest = remembered(({ nodes: _, links: __, ...rest }: Workflow) => JSON.stringify(rest).length);

/** States are never changed, so neither is their weight. */
function remembered<T extends object>(measure: (of: T) => number): (of: T) => number {
  const known = new WeakMap<T, number>();
  return (of) => {
    const bytes = known.get(of) ?? measure(of);
    known.set(of, bytes);
    return bytes;
  };
}
