import { runCommand } from './runCommand.ts';
import { watchOutputs } from './watchOutputs.ts';
import { writeOutputsWhole } from './writeOutputsWhole.ts';

const outputs = [process.stdout, process.stderr];
writeOutputsWhole(outputs);
watchOutputs(outputs);

const code = await runCommand(process.argv.slice(2));
process.exitCode ||= code;
