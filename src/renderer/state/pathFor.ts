import { portableName } from '../../graph/portableName.ts';

/** A file name out of any words: what file systems refuse becomes a dash. */
export function pathFor(name: string): string {
  const plain = name
    .normalize('NFKC')
    .replace(/\.json$/i, '')
    .replace(/[^\p{L}\p{N}_ .-]+/gu, '-')
    .replace(/^[-. ]+|[-. ]+$/g, '');
  return portableName(`${plain || 'untitled'}.json`);
}
