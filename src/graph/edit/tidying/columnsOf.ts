import { pullsOn, type Wires } from './pulls.ts';

/** Every node after all that feeds it (Kahn); a circle is entered at its first node. */
function flowOrder(ids: readonly string[], { incoming, outgoing }: Wires): string[] {
  const waiting = new Map(ids.map((id) => [id, pullsOn(incoming, id).length]));
  const ready = ids.filter((id) => waiting.get(id) === 0);
  const left = new Set(ids);
  const order: string[] = [];
  while (left.size > 0) {
    const [first = ''] = left;
    const id = ready.shift() ?? first;
    if (!left.delete(id)) continue;
    order.push(id);
    for (const { other } of pullsOn(outgoing, id)) {
      const still = (waiting.get(other) ?? 0) - 1;
      waiting.set(other, still);
      if (still === 0) ready.push(other);
    }
  }
  return order;
}

/**
 * Nodes in columns from left to right, each right of all that feeds it (longest-path layering). What nothing feeds
 * stands just before the first node that takes from it, so that its wires are short.
 */
export function columnsOf(ids: readonly string[], wires: Wires): string[][] {
  const order = flowOrder(ids, wires);
  const column = new Map<string, number>();
  const columnsBy = (pulls: Wires['incoming'], id: string) =>
    pullsOn(pulls, id).flatMap((pull) => column.get(pull.other) ?? []);
  for (const id of order) column.set(id, 1 + Math.max(-1, ...columnsBy(wires.incoming, id)));
  for (const id of order) {
    if (pullsOn(wires.incoming, id).length > 0 || pullsOn(wires.outgoing, id).length === 0) continue;
    column.set(id, Math.max(0, Math.min(...columnsBy(wires.outgoing, id)) - 1));
  }
  const columns = Array.from({ length: 1 + Math.max(0, ...column.values()) }, (): string[] => []);
  for (const id of ids) columns[column.get(id) ?? 0]?.push(id);
  return columns;
}
