import { resolve } from 'node:path';
import { readRegularFile } from '../engine/files/readRegularFile.ts';
import { spelledOnDisk } from '../engine/files/spelledOnDisk.ts';
import { decodeText } from '../graph/decodeText.ts';
import { ArcspaceError } from '../graph/problem.ts';
import { mayCarryWorkflow, workflowInPicture } from '../neighbours/pictures/workflowInPicture.ts';

/**
 * The text of a workflow file, or of the workflow that a picture or a film carries.
 * @throws ArcspaceError `missing-file`, `unreadable-file`, `file-too-large`, `not-text` or `no-workflow`.
 */
export async function readWorkflowText(file: string): Promise<string> {
  const bytes = await readRegularFile(await spelledOnDisk(resolve(file)), { shown: file });
  if (!mayCarryWorkflow(bytes)) return decodeText(bytes, file);
  const carried = workflowInPicture(bytes);
  if (carried !== undefined) return carried;
  throw new ArcspaceError(
    'no-workflow',
    `${file} contains no workflow.`,
    'Use a PNG, an SVG or a film that Arcspace saved with its workflow, or a picture of ComfyUI or A1111.',
  );
}
