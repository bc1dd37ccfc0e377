import { nodeRegistry } from '../../../nodes/index.ts';
import { serializeWorkflow } from '../../graph/workflow/serialize.ts';
import { readAnyWorkflow } from '../../neighbours/readAnyWorkflow.ts';
import { type ExitCode, exitCodes } from '../exitCodes.ts';
import { readWorkflowText } from '../readWorkflowText.ts';
import { writeBeside } from '../writeBeside.ts';

export interface ImportOptions {
  readonly out?: string;
  readonly json?: boolean;
}

/** Reads a workflow of another program and says what was understood; with `out`, writes it as one of ours. */
export async function importWorkflow(file: string, { out, json = false }: ImportOptions): Promise<ExitCode> {
  const { workflow, warnings, summary } = readAnyWorkflow(await readWorkflowText(file), nodeRegistry);
  const said = summary ?? 'It is an Arcspace workflow already.';
  if (out !== undefined) await writeBeside(file, out, serializeWorkflow(workflow));
  if (json) console.log(JSON.stringify({ file, summary: said, remarks: warnings, ...(out && { out }) }, null, 2));
  else for (const sentence of [said, ...warnings]) console.log(sentence);
  return exitCodes.done;
}
