import { ArcspaceError } from '../../graph/problem.ts';

/** Characters of a name in a workflow: a file may have a longer one. */
const LONGEST = 200;

/**
 * The text of a workflow under another name; nothing else in it changes.
 * @throws ArcspaceError `not-a-workflow` for any other text.
 */
export function renamedText(text: string, name: string, shown: string): string {
  return `${JSON.stringify({ ...workflowIn(text, shown), name: name.slice(0, LONGEST) }, null, 2)}\n`;
}

function workflowIn(text: string, shown: string): object {
  const value = parsed(text);
  if (typeof value === 'object' && value !== null && 'format' in value && value.format === 'arcspace-workflow') {
    return value;
  }
  throw new ArcspaceError(
    'not-a-workflow',
    `The file "${shown}" is no workflow. Nothing was changed.`,
    'Rename it in the file manager of the system.',
    { file: shown },
  );
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
