import type { Problem } from '../graph/problem.ts';
import { problemFrom } from '../graph/problem.ts';
import { type ExitCode, exitCodeFor } from './exitCodes.ts';
import { withoutControls } from './withoutControls.ts';

/** Several problems at once: what `validate` found. */
export class Problems extends Error {
  constructor(
    readonly problems: readonly Problem[],
    readonly exitCode: ExitCode,
  ) {
    super(`${problems.length} problems`);
  }
}

/** A problem as people read it on a terminal: where, what happened, what to do. */
export function formatProblem({ message, place, remedy }: Problem): string {
  const where = [place.file, place.node && (place.port ? `${place.node}.${place.port}` : place.node)];
  const known = where.filter((part) => part !== undefined && part !== '');
  const lines = [known.length > 0 ? `${known.join(', ')}: ${message}` : message, `  ${remedy}`];
  return lines.map(withoutControls).join('\n');
}

/** Prints a failure on the error output. @returns the exit code that says what kind it is. */
export function reportFailure(thrown: unknown): ExitCode {
  const problems = thrown instanceof Problems ? thrown.problems : [problemFrom(thrown)];
  for (const problem of problems) console.error(formatProblem(problem));
  return thrown instanceof Problems ? thrown.exitCode : exitCodeFor(problems[0]?.code ?? '');
}
