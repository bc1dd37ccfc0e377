/**
 * Every node after all that feeds it (Kahn's algorithm), in the given order where the wires leave a choice. A ring is
 * entered at its first node.
 * @param outOf the nodes that a node feeds; those that are not among `ids` do not count.
 */
export function inFlowOrder(ids: readonly string[], outOf: (id: string) => Iterable<string>): string[] {
  const waiting = new Map(ids.map((id) => [id, 0]));
  for (const id of ids) for (const next of outOf(id)) wait(waiting, next, 1);
  const order = ids.filter((id) => waiting.get(id) === 0);
  const placed = new Set(order);
  const rest = ids.values();
  for (let at = 0; at < ids.length; at++) {
    if (at === order.length) append(firstOutside(placed, rest));
    for (const next of outOf(order[at] as string)) if (wait(waiting, next, -1) === 0) append(next);
  }
  return order;

  function append(id: string): void {
    if (placed.has(id)) return;
    placed.add(id);
    order.push(id);
  }
}

function wait(waiting: Map<string, number>, id: string, more: 1 | -1): number | undefined {
  const before = waiting.get(id);
  if (before === undefined) return undefined;
  waiting.set(id, before + more);
  return before + more;
}

/** Goes on where it stopped the last time: what lies before is placed. */
function firstOutside(placed: ReadonlySet<string>, rest: Iterator<string>): string {
  let next = rest.next();
  while (placed.has(next.value)) next = rest.next();
  return next.value;
}
