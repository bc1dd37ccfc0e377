import type { Plan, PlannedNode } from '../plan.ts';
import type { SweepAxis } from './axis.ts';

/**
 * In which order to go through the axes, the slowest first, so that as little as possible is computed twice when only the
 * newest result of each node is kept: what a bounded cache comes to with large results. A node is computed anew whenever
 * an axis that reaches it, or one outside of that, moves on.
 * @returns numbers of axes.
 */
export function loopOrder(plan: Plan, axes: readonly SweepAxis[]): number[] {
  const reached = plan.nodes.map((node) => ({ cost: costOf(node), axes: reachedBy(plan, axes, node.id) }));
  const costOfOrder = (order: readonly number[]): number =>
    reached.reduce((sum, node) => sum + node.cost * timesComputed(order, axes, node.axes), 0);
  const [first = [], ...others] = permutations(axes.map((_, index) => index));
  return others.reduce((best, order) => (costOfOrder(order) < costOfOrder(best) ? order : best), first);
}

/** How often a node is computed that only hangs on some of the axes. */
function timesComputed(order: readonly number[], axes: readonly SweepAxis[], reaching: ReadonlySet<number>): number {
  const last = order.findLastIndex((axis) => reaching.has(axis));
  return order.slice(0, last + 1).reduce((product, axis) => product * (axes[axis]?.values.length ?? 1), 1);
}

/** The axes whose parameter this node has, or a node that it needs. */
export function reachedBy({ nodes }: Plan, axes: readonly SweepAxis[], id: string): ReadonlySet<number> {
  const needed = new Set([id]);
  for (const node of nodes.toReversed()) {
    if (needed.has(node.id)) for (const source of node.inputs.values()) needed.add(source.node);
  }
  return new Set(axes.flatMap((axis, index) => (needed.has(axis.node) ? [index] : [])));
}

/** No clock: to open a model takes much longer than to run it, and to run it longer than all else. */
function costOf({ definition: { usesModels, usesParts, usesVaes, inputs } }: PlannedNode): number {
  if (usesModels || usesParts || usesVaes) return 1000;
  const types = Object.values(inputs).map(({ type }) => type);
  return types.some((type) => type === 'model' || type === 'vae' || type === 'text_encoder') ? 30 : 1;
}

function permutations(items: readonly number[]): number[][] {
  if (items.length === 0) return [[]];
  return items.flatMap((item) => permutations(items.filter((other) => other !== item)).map((rest) => [item, ...rest]));
}
