import { nodeRegistry } from '../../../nodes/index.ts';
import type { Engine } from '../../engine/createEngine.ts';
import { type Problem, problemFrom } from '../../graph/problem.ts';
import { validate } from '../../graph/validate.ts';
import { readAnyWorkflow } from '../../neighbours/readAnyWorkflow.ts';
import { type ExitCode, exitCodeFor, exitCodes } from '../exitCodes.ts';
import { checkModels } from '../missingModels.ts';
import { type EngineChoices, openEngine } from '../openEngine.ts';
import { readWorkflowText } from '../readWorkflowText.ts';
import { formatProblem } from '../reportFailure.ts';

export interface ValidateOptions extends EngineChoices {
  readonly json?: boolean;
}

interface Checked {
  readonly problems: readonly Problem[];
  readonly warnings: readonly string[];
}

/** Checks files without running them; every one is looked at, whatever the one before it was. */
export async function validateFiles(files: readonly string[], options: ValidateOptions): Promise<ExitCode> {
  const { json = false } = options;
  const engine = openEngine(options);
  const checked = await Promise.all(files.map(async (file) => ({ file, ...(await check(file, engine)) })));
  await engine.close();
  if (json) console.log(JSON.stringify(checked, null, 2));
  else for (const { file, problems, warnings } of checked) print(file, problems, warnings);
  if (checked.every(({ problems }) => problems.length === 0)) return exitCodes.done;
  const missing = checked.some(({ problems }) => problems.some(({ code }) => exitCodeFor(code) === exitCodes.missing));
  return missing ? exitCodes.missing : exitCodes.invalidWorkflow;
}

async function check(file: string, engine: Engine): Promise<Checked> {
  try {
    const { workflow, warnings } = readAnyWorkflow(await readWorkflowText(file), nodeRegistry);
    const models = await checkModels(engine, workflow);
    return {
      problems: [...validate(workflow, nodeRegistry), ...models.problems],
      warnings: [...warnings, ...models.warnings],
    };
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
