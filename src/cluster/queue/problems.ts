import { ArcspaceError, type Problem } from '../../graph/problem.ts';
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

/** What Redis answered in place of doing what it was asked: that its memory or its disk is full, that a user may not. */
function replyOf(thrown: unknown): string | undefined {
  return thrown instanceof Error && thrown.name === 'ReplyError' ? thrown.message.slice(0, 200) : undefined;
}

/** The fault of a command, in words where Redis has refused it. */
export function faultOfQueue(thrown: unknown): unknown {
  const reply = replyOf(thrown);
  return reply === undefined ? thrown : refusal(reply);
}

function refusal(reply: string): ArcspaceError {
  return new ArcspaceError(
    'queue-refuses',
    `Redis refuses a command of the queue (${reply}).`,
    'Check the memory and the disk of Redis, and what its user may do.',
  );
}

/** Milliseconds after which the same fault is said again. */
const SAY_AGAIN = 60_000;

/** Says what Redis refuses, and no other fault: the connection tells of its own. */
export function refusalTeller(say: (line: string) => void): (thrown: unknown) => void {
  const said = new Map<string, number>();
  return (thrown) => {
    const reply = replyOf(thrown);
    const kind = reply?.split(' ', 1)[0];
    if (reply === undefined || kind === undefined || Date.now() - (said.get(kind) ?? 0) < SAY_AGAIN) return;
    said.set(kind, Date.now());
    const { message, remedy } = refusal(reply);
    say(`${message} ${remedy}`);
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
