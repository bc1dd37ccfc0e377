import type { Problem } from '../../graph/problem.ts';
import { counted } from '../app/formats.ts';
import { type Log, remarkOf } from './log.ts';

/** Tells what kept a run from finishing. What is wrong with other nodes is written down, and that there is more is told. */
export function reportFailure(log: Log, problem: Problem, all: readonly Problem[]): void {
  const others = all.filter(({ place }) => place.node !== problem.place.node);
  if (others.length === 0) {
    log.problem(problem);
    return;
  }
  for (const other of others) log.note(remarkOf(other));
  const more = `The log says what is wrong with ${counted(others.length, 'other node')}.`;
  log.problem({ ...problem, remedy: `${problem.remedy} ${more}` });
}
