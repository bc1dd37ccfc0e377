import { vi } from 'vitest';
import { runCommand } from '../runCommand.ts';

export interface Answer {
  readonly code: number;
  /** What went to the standard output. */
  readonly out: string;
  /** What went to the error output. */
  readonly errors: string;
}

/** Runs the command line in this process, as `arcspace` does, and gathers what it prints. */
export function arcspace(...args: string[]): Promise<Answer> {
  return arcspaceWatched(() => {}, ...args);
}

/** The same, with an eye on each line of the standard output as it comes. */
export async function arcspaceWatched(onLine: (line: string) => void, ...args: string[]): Promise<Answer> {
  const out: string[] = [];
  const errors: string[] = [];
  const print = (text: unknown): void => {
    out.push(String(text));
    onLine(String(text));
  };
  const spies = [
    vi.spyOn(console, 'log').mockImplementation(print),
    vi.spyOn(console, 'error').mockImplementation((text) => void errors.push(String(text))),
    vi.spyOn(process.stdout, 'write').mockImplementation((text) => Boolean(out.push(String(text)))),
    vi.spyOn(process.stderr, 'write').mockImplementation((text) => Boolean(errors.push(String(text)))),
  ];
  try {
    const code = await runCommand(args);
    return { code, out: out.join('\n'), errors: errors.join('\n') };
  } finally {
    for (const spy of spies) spy.mockRestore();
  }
}
