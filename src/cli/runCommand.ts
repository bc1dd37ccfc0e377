import { CommanderError } from 'commander';
import { createProgram } from './createProgram.ts';
import { type ExitCode, exitCodes } from './exitCodes.ts';
import { reportFailure } from './reportFailure.ts';

/** Runs one command line. @returns the exit code. */
export async function runCommand(args: readonly string[]): Promise<ExitCode> {
  try {
    let code: ExitCode = exitCodes.done;
    await createProgram((ended) => {
      code = ended;
    }).parseAsync(args, { from: 'user' });
    return code;
  } catch (thrown) {
    // Help and version end this way too, with code 0. Commander has already said what is wrong.
    if (thrown instanceof CommanderError) return thrown.exitCode === 0 ? exitCodes.done : exitCodes.usage;
    return reportFailure(thrown);
  }
}
