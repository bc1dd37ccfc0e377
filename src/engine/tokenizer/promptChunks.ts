import type { PromptPart, PromptSyntax } from '../../diffusion/prompts/weightedText.ts';
import type { PromptTokenizer } from './promptTokenizer.ts';

/** The tokens between start and end of one chunk, with the weight of each. */
export interface PromptChunk {
  readonly tokens: readonly number[];
  readonly weights: readonly number[];
}

interface Token {
  readonly id: number;
  readonly weight: number;
}

/**
 * Spreads a prompt over chunks of `room` tokens, as many as it takes and at least one, as A1111 and ComfyUI do.
 */
export function promptChunks(
  parts: readonly PromptPart[],
  tokenizer: Pick<PromptTokenizer, 'tokens'>,
  room: number,
  syntax: Exclude<PromptSyntax, 'plain'>,
): PromptChunk[] {
  const tokensOf = ({ text, weight }: PromptPart[number]) => tokenizer.tokens(text).map((id) => ({ id, weight }));
  const chunks =
    syntax === 'a1111'
      ? parts.flatMap((part) => filledToCommas(part.flatMap(tokensOf), room, tokenizer.tokens(',')[0]))
      : filledByStretches(parts.flat().map(tokensOf), room);
  return chunks.map((chunk) => ({ tokens: chunk.map(({ id }) => id), weights: chunk.map(({ weight }) => weight) }));
}

/** How far back A1111 looks for a comma to break at, in tokens. */
const backtrack = 20;

/** A1111: a full chunk ends behind its last comma, if that is near. */
function filledToCommas(tokens: readonly Token[], room: number, comma: number | undefined): Token[][] {
  const chunks: Token[][] = [];
  let rest = tokens;
  while (rest.length > room) {
    const full = rest.slice(0, room);
    const last = full.findLastIndex(({ id }) => id === comma) + 1;
    const breaks = last > 0 && rest[room]?.id !== comma && room - (last - 1) <= backtrack;
    chunks.push(breaks ? full.slice(0, last) : full);
    rest = rest.slice(breaks ? last : room);
  }
  return [...chunks, [...rest]];
}

/** From here on ComfyUI tears a stretch apart that does not fit; shorter ones begin the next chunk. */
const large = 8;

/** ComfyUI: stretches of one weight stay together where they are short. */
function filledByStretches(stretches: readonly (readonly Token[])[], room: number): Token[][] {
  const chunks: Token[][] = [[]];
  for (const stretch of stretches) {
    const torn = stretch.length >= large || stretch.length > room;
    let rest = stretch;
    while (rest.length > 0) {
      const chunk = chunks.at(-1) as Token[];
      const free = room - chunk.length;
      const fits = rest.length <= free;
      const taken = fits ? rest.length : torn ? free : 0;
      chunk.push(...rest.slice(0, taken));
      rest = rest.slice(taken);
      if (!fits) chunks.push([]);
    }
  }
  return chunks;
}
