import { createHash, randomBytes } from 'node:crypto';
import { readFileSync, readlinkSync } from 'node:fs';
import { hostname } from 'node:os';

/**
 * Names of files that are not whole yet: ".arcspace-MACHINE-PROCESS-STARTED-RANDOM.tmp". They say who writes, so that what
 * a dead process left behind is told from what a living one is writing, also where process ids are given out again.
 */
const pattern = /^\.arcspace-([0-9a-f]{8})-(\d{1,10})-(\d{1,20})-[0-9a-f]{12}\.tmp$/;

/** Where the writer cannot be asked about, nothing is written for so long (milliseconds). */
const surelyOver = 24 * 60 * 60 * 1000;

export function temporaryName(): string {
  return `.arcspace-${machine}-${process.pid}-${ownStart}-${randomBytes(6).toString('hex')}.tmp`;
}

/** Whether a name is one of ours, whoever writes it. */
export function isTemporaryName(name: string): boolean {
  return pattern.test(name);
}

/** Whether nobody writes this file any more. @param age milliseconds since it was written to */
export function isLeftBehind(name: string, age: number): boolean {
  const [, where, id, started] = pattern.exec(name) ?? [];
  if (id === undefined) return false;
  if (where !== machine) return age > surelyOver;
  if (!lives(Number(id))) return true;
  // Where nobody tells when a process started, another may have its id by now.
  return started === '0' ? age > surelyOver : startOf(id) !== started;
}

/** Ids mean something among the processes of one machine, and of one container on it. */
const machine = createHash('sha256').update(`${hostname()} ${namespace()}`).digest('hex').slice(0, 8);
const ownStart = startOf('self') ?? '0';

function namespace(): string {
  try {
    return readlinkSync('/proc/self/ns/pid');
  } catch {
    return '';
  }
}

function lives(id: number): boolean {
  try {
    return process.kill(id, 0);
  } catch (thrown) {
    // A process of somebody else lives, too.
    return thrown instanceof Error && 'code' in thrown && thrown.code === 'EPERM';
  }
}

/** When a process started, in ticks since the machine did (proc_pid_stat(5), field 22); undefined when it is dead, or not on Linux. */
function startOf(id: string): string | undefined {
  try {
    const text = readFileSync(`/proc/${id}/stat`, 'latin1');
    // The second field is the program's name in brackets, which may hold spaces and brackets itself.
    const [state, ...rest] = text.slice(text.lastIndexOf(')') + 2).split(' ');
    return state === 'Z' ? undefined : rest[18];
  } catch {
    return undefined;
  }
}
