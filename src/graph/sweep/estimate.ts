import type { Plan } from '../plan.ts';
import type { SweepAxis } from './axis.ts';
import { reachedBy } from './loopOrder.ts';

/**
 * How long a sweep takes: each node as often as the axes that reach it have combinations.
 * @param milliseconds of a node, from earlier runs; undefined for one that never ran.
 * @returns milliseconds; undefined when too little is known: a node that hangs on an axis never ran.
 */
export function estimatedTime(
  plan: Plan,
  axes: readonly SweepAxis[],
  milliseconds: (node: string) => number | undefined,
): number | undefined {
  let sum = 0;
  for (const { id } of plan.nodes) {
    const reaching = reachedBy(plan, axes, id);
    const times = [...reaching].reduce((product, axis) => product * (axes[axis]?.values.length ?? 1), 1);
    const time = milliseconds(id);
    if (time === undefined && reaching.size > 0) return undefined;
    sum += times * (time ?? 0);
  }
  return sum;
}
