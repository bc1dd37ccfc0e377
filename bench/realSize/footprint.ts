import { readFileSync } from 'node:fs';

/** What a process has taken since it began, as Linux counts it. */
export interface Footprint {
  /** Of all its threads, in seconds. */
  readonly processor: number;
  /** The most memory that it has held, in bytes: its own and pages of files that it reads. */
  readonly peak: number;
}

/** Of the clock of the kernel, which is the same on every usual Linux. */
const ticksPerSecond = 100;

/** @throws where there is no /proc, or no such process. */
export function footprintOf(pid: number): Footprint {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  // The name of the program may hold spaces: counted is from behind its bracket, where the third field begins.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const peak = /VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
  // Of a process that has ended there is no memory left to tell of.
  if (peak === undefined) throw new Error(`process ${pid} has ended`);
  return {
    processor: (Number(fields[11]) + Number(fields[12])) / ticksPerSecond,
    peak: Number(peak) * 1024,
  };
}
