import { cacheFolder } from '../../host/cacheFolder.ts';
import { codeFolder, programFolder } from '../../host/programFolder.ts';
import { workspaceFolder } from '../../host/workspaceFolder.ts';
import {
  type Check,
  checkBrowser,
  checkCache,
  checkDevice,
  checkElectron,
  checkModels,
  checkNode,
  checkWorkspace,
} from '../checks.ts';
import { type ExitCode, exitCodes } from '../exitCodes.ts';
import { type EngineChoices, openEngine } from '../openEngine.ts';

/** Says what works on this machine and why the rest does not. @returns the exit code: 1 when something needed is broken. */
export async function doctor(options: EngineChoices & { json?: boolean }): Promise<ExitCode> {
  const program = programFolder();
  const engine = openEngine(options);
  const checks = [
    checkNode(),
    ...(await checkDevice(engine)),
    ...(await checkModels(engine, program)),
    await checkWorkspace(workspaceFolder(options.workspace)),
    await checkCache(engine, cacheFolder()),
    checkElectron(codeFolder()),
    checkBrowser(),
  ];
  await engine.close();
  console.log(options.json ? JSON.stringify(checks, null, 2) : checks.map(format).join('\n'));
  return checks.some(({ state }) => state === 'fault') ? exitCodes.failed : exitCodes.done;
}

const SIGNS: Record<Check['state'], string> = { yes: 'works', no: 'no', fault: 'FAULT' };

function format({ name, state, finding, remedy }: Check): string {
  const line = `${SIGNS[state].padEnd(6)} ${name.padEnd(14)} ${finding}`;
  return remedy ? `${line}\n${' '.repeat(22)}${remedy}` : line;
}
