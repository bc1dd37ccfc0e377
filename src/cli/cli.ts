import { runCommand } from './runCommand.ts';
import { writeOutputsWhole } from './writeOutputsWhole.ts';

writeOutputsWhole([process.stdout, process.stderr]);

process.exitCode = await runCommand(process.argv.slice(2));
