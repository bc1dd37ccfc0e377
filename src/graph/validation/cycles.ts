import type { Problem } from '../problem.ts';
import type { Wiring } from '../wiring.ts';

/** The first group of nodes that wait for each other, if there is one. */
export function cycles(wiring: Wiring, ids: readonly string[]): Problem[] {
  const cycle = findCycle(wiring, ids);
  const [node] = cycle ?? [];
  if (!cycle || node === undefined) return [];
  return [
    {
      code: 'cycle',
      message: `These nodes wait for each other: ${abridged([...cycle, node]).join(' -> ')}.`,
      place: { node },
      remedy: 'Remove one of the wires between them. To repeat a step, chain several nodes.',
    },
  ];
}

const SHOWN = 12;

/** The ends of a long row: the middle of a ring of thousands says nothing. */
function abridged(names: readonly string[]): string[] {
  if (names.length <= SHOWN) return [...names];
  return [...names.slice(0, SHOWN / 2), `(${names.length - SHOWN} more)`, ...names.slice(-SHOWN / 2)];
}

/** Depth first, without recursion: a file may hold thousands of nodes in a row. */
function findCycle(wiring: Wiring, ids: readonly string[]): string[] | undefined {
  const finished = new Set<string>();
  for (const start of ids) {
    const path: string[] = [];
    const onPath = new Set<string>();
    const stack: { id: string; leave: boolean }[] = [{ id: start, leave: false }];
    for (let top = stack.pop(); top; top = stack.pop()) {
      if (top.leave) {
        path.pop();
        onPath.delete(top.id);
        finished.add(top.id);
        continue;
      }
      if (onPath.has(top.id)) return path.slice(path.indexOf(top.id));
      if (finished.has(top.id)) continue;
      path.push(top.id);
      onPath.add(top.id);
      stack.push({ id: top.id, leave: true });
      for (const next of wiring.outOf.get(top.id) ?? []) stack.push({ id: next, leave: false });
    }
  }
  return undefined;
}
