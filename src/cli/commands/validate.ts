import { nodeRegistry } from '../../../nodes/index.ts';
import { type Problem, problemFrom } from '../../graph/problem.ts';
import { validate } from '../../graph/validate.ts';
import { parseWorkflow } from '../../graph/workflow/parse.ts';
import { type ExitCode, exitCodeFor, exitCodes } from '../exitCodes.ts';
import { readWorkflowText } from '../readWorkflowText.ts';
import { formatProblem } from '../reportFailure.ts';

/** Checks files without running them; every one is looked at, whatever the one before it was. */
export async function validateFiles(files: readonly string[], { json = false }: { json?: boolean }): Promise<ExitCode> {
  const checked = await Promise.all(files.map(async (file) => ({ file, ...(await check(file)) })));
  if (json) console.log(JSON.stringify(checked, null, 2));
  else for (const { file, problems, warnings } of checked) print(file, problems, warnings);
  if (checked.every(({ problems }) => problems.length === 0)) return exitCodes.done;
  const missing = checked.some(({ problems }) => problems.some(({ code }) => exitCodeFor(code) === exitCodes.missing));
  return missing ? exitCodes.missing : exitCodes.invalidWorkflow;
}

async function check(file: string): Promise<{ problems: readonly Problem[]; warnings: readonly string[] }> {
  try {
    const { workflow, warnings } = parseWorkflow(await readWorkflowText(file), nodeRegistry);
    return { problems: validate(workflow, nodeRegistry), warnings };
  } catch (thrown) {
    return { problems: [problemFrom(thrown)], warnings: [] };
  }
}

function print(file: string, problems: readonly Problem[], warnings: readonly string[]): void {
  for (const warning of warnings) console.error(`${file}: ${warning}`);
  if (problems.length === 0) console.log(`${file}: can run`);
  for (const problem of problems) {
    console.error(formatProblem({ ...problem, place: { file, ...problem.place } }));
  }
}
