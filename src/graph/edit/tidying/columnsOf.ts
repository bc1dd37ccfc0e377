import { inFlowOrder } from '../../inFlowOrder.ts';
import { pullsOn, type Wires } from './pulls.ts';

/**
 * Nodes in columns from left to right, each right of all that feeds it (longest-path layering). What nothing feeds
 * stands just before the first node that takes from it, so that its wires are short.
 */
export function columnsOf(ids: readonly string[], wires: Wires): string[][] {
  const order = inFlowOrder(ids, (id) => pullsOn(wires.outgoing, id).map(({ other }) => other));
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
