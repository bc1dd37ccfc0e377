import { readFile } from 'node:fs/promises';
import { isPng } from '../engine/images/pngChunks.ts';
import { extractWorkflow } from '../engine/images/pngWorkflow.ts';
import { ArcspaceError } from '../graph/problem.ts';

/**
 * The text of a workflow file, or of the workflow that a PNG carries.
 * @throws ArcspaceError `missing-file`, `no-workflow`
 */
export async function readWorkflowText(file: string): Promise<string> {
  const bytes = await readFile(file).catch((thrown) => {
    throw unreadable(file, thrown);
  });
  // Unlike toString, it drops the byte order mark that some Windows editors put first.
  if (!isPng(bytes)) return new TextDecoder().decode(bytes);
  const carried = extractWorkflow(bytes);
  if (carried !== undefined) return carried;
  throw new ArcspaceError('no-workflow', `The picture ${file} carries no workflow.`, 'Use one that Arcspace saved.');
}

function unreadable(file: string, thrown: unknown): ArcspaceError {
  const code = thrown instanceof Error && 'code' in thrown ? String(thrown.code) : String(thrown);
  const message = code === 'ENOENT' ? `There is no file ${file}.` : `${file} cannot be read (${code}).`;
  return new ArcspaceError('missing-file', message, 'Check the path.');
}
