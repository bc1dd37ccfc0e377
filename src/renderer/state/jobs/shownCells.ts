import type { Plan } from '../../../graph/plan.ts';
import { ArcspaceError } from '../../../graph/problem.ts';
import type { NodeRegistry } from '../../../graph/registry.ts';
import type { SweepAxis } from '../../../graph/sweep/axis.ts';
import { cellCount, type SweepCell } from '../../../graph/sweep/cells.ts';
import { cellsOf } from '../../../graph/sweep/sweep.ts';
import { sweepPlan } from '../../../graph/sweep/sweepPlan.ts';
import type { Workflow } from '../../../graph/workflow/schema.ts';
import { texts } from '../../text/texts.ts';

/** A window keeps the pictures of all of them. */
const mostShown = 1000;

/** What the cells of a sweep compute, where a window can show them; otherwise at least the first. */
export function shownPlan(workflow: Workflow, registry: NodeRegistry, axes: readonly SweepAxis[]): Plan {
  return sweepPlan(workflow, registry, axes, mostShown);
}

/** The cells of a sweep that a window can show. @throws ArcspaceError `usage` for more, and as `cellsOf`. */
export function shownCells(plan: Plan, axes: readonly SweepAxis[]): SweepCell[] {
  const count = cellCount(axes);
  if (count <= mostShown) return cellsOf(plan, axes);
  throw new ArcspaceError('usage', texts.messages.tooManyCells(count, mostShown), texts.messages.useFewerValues);
}
