import { readFile } from 'node:fs/promises';
import { nodeRegistry } from '../../../nodes/index.ts';
import { ArcspaceError, type Problem, problemFrom } from '../../graph/problem.ts';
import { validate } from '../../graph/validate.ts';
import { parseWorkflow } from '../../graph/workflow/parse.ts';
import { exitCodes } from '../exitCodes.ts';
import { formatProblem } from '../reportFailure.ts';

/** Checks files without running them; every one is looked at, whatever the one before it was. */
export async function validateFiles(files: readonly string[], { json = false }: { json?: boolean }): Promise<number> {
  const checked = await Promise.all(files.map(async (file) => ({ file, ...(await check(file)) })));
  if (json) console.log(JSON.stringify(checked, null, 2));
  else for (const { file, problems, warnings } of checked) print(file, problems, warnings);
  if (checked.every(({ problems }) => problems.length === 0)) return exitCodes.done;
  const missing = checked.some(({ problems }) => problems.some((problem) => problem.code === 'missing-file'));
  return missing ? exitCodes.missing : exitCodes.invalidWorkflow;
}

async function check(file: string): Promise<{ problems: readonly Problem[]; warnings: readonly string[] }> {
  try {
    const { workflow, warnings } = parseWorkflow(await readText(file), nodeRegistry);
    return { problems: validate(workflow, nodeRegistry), warnings };
  } catch (thrown) {
    return { problems: [problemFrom(thrown)], warnings: [] };
  }
}

/** @throws ArcspaceError `missing-file` */
export async function readText(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (thrown) {
    const reason = thrown instanceof Error && 'code' in thrown ? String(thrown.code) : String(thrown);
    const message = reason === 'ENOENT' ? `There is no file ${file}.` : `${file} cannot be read (${reason}).`;
    throw new ArcspaceError('missing-file', message, 'Check the path.');
  }
}

function print(file: string, problems: readonly Problem[], warnings: readonly string[]): void {
  for (const warning of warnings) console.error(`${file}: ${warning}`);
  if (problems.length === 0) console.log(`${file}: can run`);
  for (const problem of problems) {
    console.error(formatProblem({ ...problem, place: { file, ...problem.place } }));
  }
}
