/** How often a job was computed. */
export interface Computed {
  readonly begun: number;
  readonly done: number;
  /** Given up because its worker was taken for lost. */
  readonly stopped: number;
  /** Neither done nor stopped: the process was killed. */
  readonly killed: number;
}

/** Sums up lines "begun|completed|cancelled PROCESS JOB" by job. */
export function readComputed(lines: readonly string[]): ReadonlyMap<string, Computed> {
  const jobs = new Set(lines.map(jobOf));
  return new Map([...jobs].map((job) => [job, summed(lines.filter((line) => jobOf(line) === job))]));
}

function jobOf(line: string): string {
  return line.split(' ')[2] ?? '';
}

function summed(lines: readonly string[]): Computed {
  const count = (what: string): number => lines.filter((line) => line.startsWith(`${what} `)).length;
  const [begun, done, stopped] = [count('begun'), count('completed'), count('cancelled')];
  return { begun, done, stopped, killed: begun - done - stopped };
}
