import { CommanderError } from 'commander';
import { createProgram } from './createProgram.ts';
import { exitCodes } from './exitCodes.ts';
import { reportFailure } from './reportFailure.ts';

try {
  await createProgram().parseAsync();
} catch (thrown) {
  // Help and version end this way too, with code 0. Commander has already said what is wrong.
  if (thrown instanceof CommanderError) process.exitCode = thrown.exitCode === 0 ? exitCodes.done : exitCodes.usage;
  else process.exitCode = reportFailure(thrown);
}
