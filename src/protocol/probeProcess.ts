import { z } from 'zod';

/** A process that tried whether a device computes, after its end. */
export const finishedProbeSchema = z.object({
  /** Its standard output, the last of it. */
  output: z.string(),
  /** Its error output, the last of it. */
  errors: z.string(),
  /** Ends the sentence "The process ...": "ended with code 0", "was killed by SIGBUS", "did not end within 60 seconds". */
  how: z.string(),
});

export type FinishedProbe = z.output<typeof finishedProbeSchema>;

/** Milliseconds after which a probe is ended: reading two gigabytes of libraries from a slow disk takes its time. */
export const PROBE_TIMEOUT = 60_000;

export function lateProbe(timeout = PROBE_TIMEOUT): string {
  return `did not end within ${timeout / 1000} seconds`;
}

interface OutputStream {
  setEncoding(encoding: 'utf8'): { on(event: 'data', handler: (text: string) => void): unknown };
}

const mostOutput = 16_000;

/** Gathers what a process writes. @returns a function that gives the last of it. */
export function keepTail(stream: OutputStream | null): () => string {
  let text = '';
  stream?.setEncoding('utf8').on('data', (more) => {
    text = (text + more).slice(-mostOutput);
  });
  return () => text;
}
