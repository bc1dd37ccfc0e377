/** Special tokens of CLIP, the last two of its vocabulary. */
export const clipStart = '<|startoftext|>';
export const clipEnd = '<|endoftext|>';

/** How CLIP marks the end of a word. */
const wordEnd = '</w>';

/**
 * CLIP's vocabulary by its merges: every byte, every byte at the end of a word, what each merge makes, and the special tokens
 * (simple_tokenizer.py of https://github.com/openai/CLIP).
 */
export function clipVocabulary(merges: readonly (readonly string[])[]): Record<string, number> {
  const bytes = byteSigns();
  const tokens = [
    ...bytes,
    ...bytes.map((sign) => sign + wordEnd),
    ...merges.map((pair) => pair.join('')),
    clipStart,
    clipEnd,
  ];
  return Object.fromEntries(tokens.map((token, id) => [token, id]));
}

/** Stretches of bytes that have a sign of their own in Latin 1. */
const visible = [
  ['!', '~'],
  ['¡', '¬'],
  ['®', 'ÿ'],
] as const;

/** A sign for each byte, those that have one of their own first: others get those from 256 on. */
function byteSigns(): string[] {
  const own = visible.flatMap(([first, last]) => {
    const start = first.charCodeAt(0);
    return Array.from({ length: last.charCodeAt(0) - start + 1 }, (_, index) => start + index);
  });
  const others = Array.from({ length: 256 - own.length }, (_, index) => 256 + index);
  return [...own, ...others].map((code) => String.fromCharCode(code));
}
