import { choiceDeciders, unneededEnds } from '../chosenWires.ts';
import { inFlowOrder } from '../inFlowOrder.ts';
import { type Plan, type PlannedNode, plan } from '../plan.ts';
import type { Problem } from '../problem.ts';
import type { NodeRegistry } from '../registry.ts';
import { wiringOf } from '../wiring.ts';
import type { Workflow } from '../workflow/schema.ts';
import type { SweepAxis } from './axis.ts';
import { cellCount, cellsInOrder, type SweepCell, workflowOfCell } from './cells.ts';
import { mostCells } from './limits.ts';

/**
 * What the cells of a sweep compute, all of them together: an axis may turn a switch, and another cell then computes what the
 * first does not. The problems are those of any cell.
 * @param most cells that are computed at all; of more, only the first is looked at.
 */
export function sweepPlan(
  workflow: Workflow,
  registry: NodeRegistry,
  axes: readonly SweepAxis[],
  most = mostCells,
): Plan {
  const plans = cellsByChoice(workflow, registry, axes, most).map((cell) =>
    plan(workflowOfCell(workflow, axes, cell), registry, []),
  );
  const [only] = plans;
  if (only && plans.length === 1) return only;
  return { nodes: merged(workflow, plans), problems: distinct(plans.flatMap(({ problems }) => problems)) };
}

/** One cell for each way in which the axes choose wires. The first has the first value of each axis. */
export function cellsByChoice(
  workflow: Workflow,
  registry: NodeRegistry,
  axes: readonly SweepAxis[],
  most = mostCells,
): SweepCell[] {
  const deciders = choiceDeciders(workflow, registry);
  const deciding = axes.map((axis) => (deciders.has(axis.node) ? axis : { ...axis, values: axis.values.slice(0, 1) }));
  const first = axes.map(() => 0);
  // Sweeps of so many are refused.
  if (cellCount(deciding) > most) return [first];
  const byChoice = new Map<string, SweepCell>();
  for (const cell of cellsInOrder(deciding, [...axes.keys()])) {
    const choice = [...unneededEnds(workflowOfCell(workflow, axes, cell), registry)].join();
    if (!byChoice.has(choice)) byChoice.set(choice, cell);
  }
  return [...byChoice.values()];
}

/** Each node once, with the wires that it has in any of the plans, after those that it needs. */
function merged(workflow: Workflow, plans: readonly Plan[]): PlannedNode[] {
  const nodes = new Map<string, PlannedNode>();
  for (const node of plans.flatMap((each) => each.nodes)) {
    const inputs = new Map([...(nodes.get(node.id)?.inputs ?? []), ...node.inputs]);
    nodes.set(node.id, { ...node, inputs });
  }
  const { outOf } = wiringOf(workflow);
  const ids = workflow.nodes.map(({ id }) => id);
  return inFlowOrder(ids, (id) => outOf.get(id) ?? []).flatMap((id) => nodes.get(id) ?? []);
}

function distinct(problems: readonly Problem[]): Problem[] {
  return [...new Map(problems.map((problem) => [JSON.stringify(problem), problem])).values()];
}
