/** How many tokens may lack a merge: some people add a few of their own. */
const tolerated = 0.01;

/**
 * Looks whether merges.txt is whole. Of a file that was cut, the tokenizer would make other tokens without a word. In CLIP's
 * format every token but single characters and the special ones is the result of a merge.
 * @returns what is wrong with the file, undefined when nothing is.
 */
export function mergesFault(
  vocabulary: Readonly<Record<string, number>>,
  merges: readonly (readonly string[])[],
  special: ReadonlySet<string>,
): string | undefined {
  const results = new Set(merges.map((pair) => pair.join('')));
  const strange = merges.find((pair) => pair.length !== 2 || !Object.hasOwn(vocabulary, pair.join('')));
  if (strange) return `has a line that fits no token of vocab.json: "${strange.join(' ')}"`;
  const merged = Object.keys(vocabulary).filter((token) => hasSeveralCharacters(token) && !special.has(token));
  const lost = merged.filter((token) => !results.has(token)).length;
  return lost > merged.length * tolerated ? `is incomplete: it lacks ${lost} of ${merged.length} merges` : undefined;
}

function hasSeveralCharacters(token: string): boolean {
  return [...token.replace(/<\/w>$/, '')].length > 1;
}
