import type { Problem } from '../../graph/problem.ts';
import { problemSchema } from '../../graph/problemSchema.ts';

/** Why a job failed, as the queue keeps it. */
export function reasonOf(problem: Problem): string {
  return JSON.stringify(problem);
}

/** Reads why a job failed; what BullMQ itself says is about workers that were lost. */
export function problemOfJob(reason: string): Problem {
  const read = problemSchema.safeParse(parsed(reason)).data;
  if (read) return read;
  return {
    code: 'worker-lost',
    message: `The workers that computed this were lost, one after the other (${reason.slice(0, 200)}).`,
    place: {},
    remedy: 'Look at what the workers wrote last, and whether their machines have enough memory.',
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
