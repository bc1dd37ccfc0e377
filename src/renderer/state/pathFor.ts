/** A file name out of any words: what file systems refuse becomes a dash. */
export function pathFor(name: string): string {
  const plain = name
    .normalize('NFKC')
    .replace(/\.json$/i, '')
    .replace(/[^\p{L}\p{N}_ .-]+/gu, '-')
    .replace(/^[-. ]+|[-. ]+$/g, '')
    .slice(0, 120);
  return `${plain || 'untitled'}.json`;
}
