import { portableName } from '../../../graph/portableName.ts';
import { isWorkflowName, withoutExtension } from '../../../protocol/workflowName.ts';

/** A file name out of any words: what file systems refuse becomes a dash. It is a .json file unless the words say otherwise. */
export function pathFor(name: string): string {
  const given = name.normalize('NFKC');
  const plain = withoutExtension(given)
    .replace(/[^\p{L}\p{N}_ .-]+/gu, '-')
    .replace(/^[-. ]+|[-. ]+$/g, '');
  const extension = isWorkflowName(given) ? given.slice(given.lastIndexOf('.')).toLowerCase() : '.json';
  return portableName(`${plain || 'untitled'}${extension}`);
}
