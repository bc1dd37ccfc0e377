/** What the process's exit code says to a script. */
export const exitCodes = {
  done: 0,
  /** The workflow ran and a node failed, or the program itself has a fault. */
  failed: 1,
  /** The command line is wrong: an unknown option, node, parameter or value. */
  usage: 2,
  /** The file is no workflow, or one that cannot run as it is. */
  invalidWorkflow: 3,
  /** A model or a file that the workflow needs is not there or is broken. */
  missing: 4,
  /** Ended by Ctrl+C. */
  cancelled: 130,
} as const;

export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

const USAGE = new Set(['usage', 'port-taken']);
const INVALID = new Set(['invalid-workflow']);
const MISSING = /^(missing|unknown|broken|no)-(model|file|folder|image|network|tokenizer)/;

/** The exit code for a problem's code. */
export function exitCodeFor(code: string): ExitCode {
  if (code === 'cancelled') return exitCodes.cancelled;
  if (USAGE.has(code)) return exitCodes.usage;
  if (INVALID.has(code)) return exitCodes.invalidWorkflow;
  return MISSING.test(code) ? exitCodes.missing : exitCodes.failed;
}
