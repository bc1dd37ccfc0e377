import type { Plan } from '../plan.ts';
import { ArcspaceError } from '../problem.ts';
import { axisName, type SweepAxis } from './axis.ts';
import { cellCount, cellsInOrder, type SweepCell } from './cells.ts';
import { mostAxes, mostCells } from './limits.ts';
import { loopOrder } from './loopOrder.ts';

/**
 * The cells of a sweep in the order in which they are best computed.
 * @param plan what is computed for the cells, all together.
 * @throws ArcspaceError `usage` for no axes, two over one parameter, one without an effect, and for too much; the first
 * problem of the plan.
 */
export function cellsOf(plan: Plan, axes: readonly SweepAxis[]): SweepCell[] {
  const names = axes.map(axisName);
  const twice = names.find((name, index) => names.indexOf(name) < index);
  if (twice !== undefined) throw usage(`Two axes go over ${twice}.`, 'Write all of its values on one axis.');
  if (axes.length === 0) throw usage('There is no axis.', 'Name one: --axis node.parameter=1,2,3.');
  if (axes.length > mostAxes) throw usage(`There are ${axes.length} axes; the most are ${mostAxes}.`, 'Use fewer.');
  const count = cellCount(axes);
  if (count > mostCells) {
    throw usage(`The axes have ${count} combinations; the most are ${mostCells}.`, 'Use fewer values.');
  }
  const [problem] = plan.problems;
  if (problem) throw new ArcspaceError(problem.code, problem.message, problem.remedy, problem.place);
  const idle = axes.find(({ node }) => !plan.nodes.some(({ id }) => id === node));
  if (idle)
    throw usage(`No result depends on ${axisName(idle)}.`, `Leave it out, or connect and unmute "${idle.node}".`);
  return cellsInOrder(axes, loopOrder(plan, axes));
}

function usage(message: string, remedy: string): ArcspaceError {
  return new ArcspaceError('usage', message, remedy);
}
