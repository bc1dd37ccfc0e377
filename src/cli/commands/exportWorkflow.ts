import { nodeRegistry } from '../../../nodes/index.ts';
import { ArcspaceError } from '../../graph/problem.ts';
import { exportApi } from '../../neighbours/comfyui/export/exportApi.ts';
import { readAnyWorkflow } from '../../neighbours/readAnyWorkflow.ts';
import { type ExitCode, exitCodes } from '../exitCodes.ts';
import { readWorkflowText } from '../readWorkflowText.ts';
import { writeBeside } from '../writeBeside.ts';

export interface ExportOptions {
  readonly out: string;
}

/** Writes what of a workflow has an equal in ComfyUI, in its API format, and says what has none. */
export async function exportWorkflow(file: string, { out }: ExportOptions): Promise<ExitCode> {
  const { workflow } = readAnyWorkflow(await readWorkflowText(file), nodeRegistry);
  const { prompt, remarks } = exportApi(workflow, nodeRegistry);
  const count = Object.keys(prompt).length;
  if (count === 0) {
    throw new ArcspaceError(
      'nothing-to-export',
      `No node of ${file} has an equal in ComfyUI.`,
      'Use KSampler, Prompt, Empty latents, Encode, Decode and Save image.',
    );
  }
  await writeBeside(file, out, `${JSON.stringify(prompt, null, 2)}\n`);
  for (const remark of remarks) console.error(remark);
  console.log(`${out}: ${count} of ${workflow.nodes.length} nodes`);
  return exitCodes.done;
}
