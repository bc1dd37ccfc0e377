/** How well a word was met: less is better, undefined when it was not. */
export type Match = 0 | 1 | 2 | undefined;

/** Letters that two words may differ by at their ends and still mean the same: "interpolate", "interpolation". */
const ENDING = 1;
const SHORTEST_STEM = 5;

function commonLetters(one: string, other: string): number {
  let count = 0;
  while (count < one.length && one[count] === other[count]) count += 1;
  return count;
}

function matchOne(wanted: string, word: string): Match {
  if (word === wanted) return 0;
  if (word.startsWith(wanted)) return 1;
  return commonLetters(wanted, word) >= Math.max(SHORTEST_STEM, wanted.length - ENDING) ? 2 : undefined;
}

export function wordsOf(text: string): readonly string[] {
  return text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
}

/** Whether a word is among others, begins one of them, or has another ending than one of them. */
export function matchWord(wanted: string, words: readonly string[]): Match {
  let best: Match;
  for (const word of words) {
    const match = matchOne(wanted, word);
    if (match !== undefined && (best === undefined || match < best)) best = match;
  }
  return best;
}
