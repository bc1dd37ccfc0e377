import type { Plan } from '../../../graph/plan.ts';
import { ArcspaceError } from '../../../graph/problem.ts';
import type { SweepAxis } from '../../../graph/sweep/axis.ts';
import type { SweepCell } from '../../../graph/sweep/cells.ts';
import { cellsOf } from '../../../graph/sweep/sweep.ts';
import { texts } from '../../text/texts.ts';

/** A window keeps the pictures of all of them. */
const mostShown = 1000;

/** The cells of a sweep that a window can show. @throws ArcspaceError `usage` for more, and as `cellsOf`. */
export function shownCells(plan: Plan, axes: readonly SweepAxis[]): SweepCell[] {
  const cells = cellsOf(plan, axes);
  if (cells.length <= mostShown) return cells;
  throw new ArcspaceError('usage', texts.messages.tooManyCells(cells.length, mostShown), texts.messages.useFewerValues);
}
