import type { Plan } from '../../../graph/plan.ts';
import { ArcspaceError } from '../../../graph/problem.ts';
import type { SweepAxis } from '../../../graph/sweep/axis.ts';
import type { SweepCell } from '../../../graph/sweep/cells.ts';
import { cellsOf } from '../../../graph/sweep/sweep.ts';

/** A window keeps the pictures of all of them. */
const mostShown = 1000;

/** The cells of a sweep that a window can show. @throws ArcspaceError `usage` for more, and as `cellsOf`. */
export function shownCells(plan: Plan, axes: readonly SweepAxis[]): SweepCell[] {
  const cells = cellsOf(plan, axes);
  if (cells.length <= mostShown) return cells;
  throw new ArcspaceError(
    'usage',
    `The axes have ${cells.length} combinations; the editor shows ${mostShown} at most.`,
    'Use fewer values, or run it on the command line: arcspace sweep.',
  );
}
