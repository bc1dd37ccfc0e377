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

const byProblem: ReadonlyMap<string, ExitCode> = new Map([
  ...['usage', 'port-taken', 'several-models', 'name-taken'].map((code) => [code, exitCodes.usage] as const),
  ...['invalid-workflow', 'no-workflow', 'not-a-workflow', 'not-text'].map(
    (code) => [code, exitCodes.invalidWorkflow] as const,
  ),
  ...[
    'missing-file',
    'unreadable-file',
    'file-too-large',
    'outside-folders',
    'empty-folder',
    'unknown-image',
    'broken-image',
    'unknown-model',
    'unknown-lora',
    'unknown-embedding',
    'missing-model-file',
    'broken-model',
    'unsupported-model',
    'no-repository',
    'not-a-model',
    'no-store',
    'gated-model',
  ].map((code) => [code, exitCodes.missing] as const),
  ['cancelled', exitCodes.cancelled],
]);

/** The exit code for a problem's code. */
export function exitCodeFor(code: string): ExitCode {
  return byProblem.get(code) ?? exitCodes.failed;
}
