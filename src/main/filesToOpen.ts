import { isAbsolute, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isWorkflowName } from '../protocol/workflowName.ts';

const opens = (path: string): boolean => !path.includes('\0') && (isWorkflowName(path) || /\.png$/i.test(path));

function pathOf(argument: string, folder: string): string | undefined {
  if (!argument.startsWith('file:')) return isAbsolute(argument) ? argument : resolve(folder, argument);
  try {
    return fileURLToPath(argument);
  } catch {
    return undefined;
  }
}

/**
 * The files among the arguments of a start: workflows and pictures, by path or as file managers name them. Chromium puts switches of its
 * own among them.
 * @param folder that relative paths start from
 */
export function filesToOpen(argv: readonly string[], folder: string): readonly string[] {
  return argv
    .filter((argument) => !argument.startsWith('-'))
    .map((argument) => pathOf(argument, folder))
    .filter((path) => path !== undefined)
    .filter(opens);
}
