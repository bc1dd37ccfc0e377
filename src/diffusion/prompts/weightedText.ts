/** A stretch of a prompt, and how much it counts; 1 is as it stands. */
export interface WeightedText {
  readonly text: string;
  readonly weight: number;
}

/** Stretches that are encoded together; a new part begins a chunk of its own (BREAK). */
export type PromptPart = readonly WeightedText[];

/**
 * How a prompt is read. `plain`: every sign is text, and what does not fit is left out, as in diffusers. `a1111`: (more), [less],
 * (word:1.2), BREAK, \( for a bracket; weights multiply, and the mean of a chunk stays. `comfyui`: (more), (word:1.2); a number
 * is the weight itself, and moves away from the empty prompt.
 */
export const promptSyntaxes = ['plain', 'a1111', 'comfyui'] as const;
export type PromptSyntax = (typeof promptSyntaxes)[number];

/** What one pair of brackets adds. */
const step = 1.1;

/** The stretches of a prompt. Brackets that are never closed count to its end, as in A1111; in ComfyUI they are text. */
export function weightedText(prompt: string, syntax: PromptSyntax): readonly PromptPart[] {
  switch (syntax) {
    case 'plain':
      return [[{ text: prompt, weight: 1 }]];
    case 'a1111':
      return emphasised(prompt);
    case 'comfyui':
      return [joined(nested(escaped(prompt), 1).map(({ text, weight }) => ({ text: unescaped(text), weight })))];
  }
}

const sign = /\\[()[\]\\]|\\|\(|\[|:\s*([+-]?(?:\d+\.?\d*|\.\d+))\s*\)|\)|\]|[^\\()[\]:]+|:/g;
const breaks = /\s*\bBREAK\b\s*/;

/** A1111's parse_prompt_attention. */
function emphasised(prompt: string): PromptPart[] {
  const pieces: { text: string; weight: number; part: number }[] = [];
  const open = { '(': [] as number[], '[': [] as number[] };
  let part = 0;
  const multiply = (start: number | undefined, factor: number) => {
    for (let i = start ?? 0; i < pieces.length; i++) (pieces[i] as WeightedText & { weight: number }).weight *= factor;
  };
  const add = (text: string) => {
    for (const [index, piece] of text.split(breaks).entries()) {
      if (index > 0) part++;
      if (piece !== '') pieces.push({ text: piece, weight: 1, part });
    }
  };
  for (const [token, number] of prompt.matchAll(sign)) {
    if (token === '(' || token === '[') open[token].push(pieces.length);
    else if (number !== undefined && open['('].length > 0) multiply(open['('].pop(), Number(number));
    else if (token === ')' && open['('].length > 0) multiply(open['('].pop(), step);
    else if (token === ']' && open['['].length > 0) multiply(open['['].pop(), 1 / step);
    else add(/^\\[()[\]\\]$/.test(token) ? token.slice(1) : token);
  }
  for (const start of open['(']) multiply(start, step);
  for (const start of open['[']) multiply(start, 1 / step);
  return Array.from({ length: part + 1 }, (_, index) => joined(pieces.filter((piece) => piece.part === index)));
}

/** Deeper brackets than this count no further: 1.1 to the power of 200 is beyond any meaning. */
const deepest = 200;

/** ComfyUI's token_weights: a number replaces the weight, brackets without one multiply it. */
function nested(text: string, weight: number, depth = 0): WeightedText[] {
  if (depth === deepest) return [{ text, weight }];
  return outerBrackets(text).flatMap((piece) => {
    if (!(piece.length >= 2 && piece.startsWith('(') && piece.endsWith(')'))) return { text: piece, weight };
    const inside = piece.slice(1, -1);
    const colon = inside.lastIndexOf(':');
    const given = colon > 0 ? inside.slice(colon + 1).trim() : '';
    const own = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(given) ? Number(given) : undefined;
    return own === undefined
      ? nested(inside, weight * step, depth + 1)
      : nested(inside.slice(0, colon), own, depth + 1);
  });
}

/** Text and outermost pairs of brackets in turn; a bracket that is never closed stays with the text behind it. */
function outerBrackets(text: string): string[] {
  const pieces: string[] = [];
  let current = '';
  let depth = 0;
  for (const letter of text) {
    if (letter === '(' && depth++ === 0) {
      if (current) pieces.push(current);
      current = letter;
    } else if (letter === ')' && depth > 0 && --depth === 0) {
      pieces.push(current + letter);
      current = '';
    } else current += letter;
  }
  return current ? [...pieces, current] : pieces;
}

/** Characters that no prompt holds stand for escaped brackets meanwhile. */
const [openBracket, closeBracket] = ['\u0001', '\u0002'];

function escaped(text: string): string {
  return text.replaceAll('\\(', openBracket).replaceAll('\\)', closeBracket);
}

function unescaped(text: string): string {
  return text.replaceAll(openBracket, '(').replaceAll(closeBracket, ')');
}

/** Neighbours of one weight are one stretch, so that no word is torn. */
function joined(pieces: readonly WeightedText[]): WeightedText[] {
  const merged: { text: string; weight: number }[] = [];
  for (const { text, weight } of pieces) {
    const last = merged.at(-1);
    if (last && last.weight === weight) last.text += text;
    else merged.push({ text, weight });
  }
  return merged;
}
