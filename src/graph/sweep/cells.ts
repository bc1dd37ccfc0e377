import { withParameter } from '../parameters/findParameter.ts';
import type { Workflow } from '../workflow/schema.ts';
import { axisName, type SweepAxis } from './axis.ts';

/** One combination of values: for each axis the number of its value, from 0. */
export type SweepCell = readonly number[];

export function cellCount(axes: readonly SweepAxis[]): number {
  return axes.reduce((product, { values }) => product * values.length, 1);
}

/**
 * All cells, each next to the last: from one to the next a single axis moves by one value (a reflected Gray code, Knuth
 * 7.2.1.1), so that whatever does not hang on that axis stays.
 * @param order numbers of the axes, the slowest first.
 */
export function cellsInOrder(axes: readonly SweepAxis[], order: readonly number[]): SweepCell[] {
  return order.reduceRight<SweepCell[]>(
    (inner, axis) =>
      (axes[axis]?.values ?? []).flatMap((_, value) =>
        (value % 2 === 0 ? inner : inner.toReversed()).map((cell) => cell.with(axis, value)),
      ),
    [axes.map(() => 0)],
  );
}

/** By the names of the axes. */
export function cellValues(axes: readonly SweepAxis[], cell: SweepCell): Record<string, unknown> {
  return Object.fromEntries(axes.map((axis, index) => [axisName(axis), axis.values[cell[index] ?? 0]]));
}

/** The workflow with the values of a cell. */
export function workflowOfCell(workflow: Workflow, axes: readonly SweepAxis[], cell: SweepCell): Workflow {
  return axes.reduce(
    (current, { node, parameter, values }, index) => withParameter(current, node, parameter, values[cell[index] ?? 0]),
    workflow,
  );
}
