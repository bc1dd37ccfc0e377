import { type PromptSyntax, weightedText } from '../../diffusion/prompts/weightedText.ts';
import { type Tensor, tensor } from '../../tensor/tensor.ts';
import { type PromptChunk, promptChunks } from '../tokenizer/promptChunks.ts';
import type { PromptTokenizer } from '../tokenizer/promptTokenizer.ts';
import { joinSequences } from './joinTensors.ts';
import type { TextAnswer, TextNetwork, WantedOutputs } from './textNetwork.ts';
import { awayFrom, emphasised } from './weighted.ts';

/** How a text is read. */
export interface ReadingChoices {
  /** Of a chunk, in tokens; default: that of the tokenizer. */
  readonly length?: number | undefined;
  /** Default: plain. */
  readonly syntax?: PromptSyntax | undefined;
  /** How many chunks to make at least, the last ones empty. */
  readonly chunks?: number | undefined;
}

/** One text encoder of a model with its tokenizer. */
export interface PromptReader {
  read(text: string, wanted: WantedOutputs, choices?: ReadingChoices): Promise<ReadPrompt>;
  /** How many chunks a text takes. */
  count(text: string, choices?: ReadingChoices): number;
}

export interface ReadPrompt {
  /** [1, S, D] */
  readonly hidden?: Tensor;
  /** [1, P], of the first chunk. */
  readonly pooled?: Tensor;
  /** [1, S], 1 for tokens and 0 for padding. */
  readonly mask: Tensor;
  /** That the end of the text does not fit. */
  readonly warning?: string;
}

export interface ReaderConventions {
  /** Whether the network is kept from reading the padding; those of Stable Diffusion and FLUX read it. */
  readonly masked?: boolean;
  /** Whether a long text is read in several chunks, as for CLIP; T5 has one of any length. */
  readonly chunked?: boolean;
}

export function promptReader(
  tokenizer: PromptTokenizer,
  network: TextNetwork,
  { masked = false, chunked = true }: ReaderConventions = {},
): PromptReader {
  const chunksOf = (text: string, { syntax = 'plain', length = tokenizer.length, chunks = 1 }: ReadingChoices) => {
    const room = length - tokenizer.specials;
    const all = syntax === 'plain' ? plainChunks(text, tokenizer) : chunksIn(text, tokenizer, room, syntax, chunked);
    const missing = Array.from({ length: chunked ? chunks - all.length : 0 }, () => emptyChunk);
    return [...all, ...missing].map((chunk) => cutTo(room, chunk));
  };

  async function readChunk(chunk: CutChunk, wanted: WantedOutputs, length: number): Promise<ReadPrompt> {
    const ids = tokenizer.frame(chunk.tokens, length);
    const used = chunk.tokens.length + tokenizer.specials;
    const mask = tensor(
      Float32Array.from(ids, (_, index) => (index < used ? 1 : 0)),
      [1, ids.length],
    );
    return { ...(await network.run(ids, wanted, masked ? mask : undefined)), mask };
  }

  async function weighed(read: ReadPrompt, chunk: CutChunk, wanted: WantedOutputs, choices: ReadingChoices) {
    const { hidden } = read;
    if (!hidden || chunk.weights.every((weight) => weight === 1)) return read;
    const [length = 1] = hidden.shape.slice(1);
    const weights = positionWeights(chunk, tokenizer, length);
    if (choices.syntax === 'a1111') return { ...read, hidden: emphasised(hidden, weights) };
    const { pooled: _, ...states } = wanted;
    const empty = await readChunk({ ...emptyChunk, dropped: 0 }, states, length);
    return { ...read, hidden: awayFrom(empty.hidden as Tensor, hidden, weights) };
  }

  return {
    count: (text, choices = {}) => chunksOf(text, choices).length,
    async read(text, wanted, choices = {}) {
      const { length = tokenizer.length } = choices;
      const reads: ReadPrompt[] = [];
      const chunks = chunksOf(text, choices);
      for (const chunk of chunks) {
        reads.push(await weighed(await readChunk(chunk, wanted, length), chunk, wanted, choices));
      }
      const dropped = chunks.reduce((sum, chunk) => sum + chunk.dropped, 0);
      return { ...joined(reads), ...(dropped > 0 && { warning: cutWarning(dropped, length - tokenizer.specials) }) };
    },
  };
}

interface CutChunk extends PromptChunk {
  /** How many tokens did not fit. */
  readonly dropped: number;
}

const emptyChunk: PromptChunk = { tokens: [], weights: [] };

function plainChunks(text: string, tokenizer: PromptTokenizer): PromptChunk[] {
  const tokens = tokenizer.tokens(text);
  return [{ tokens, weights: tokens.map(() => 1) }];
}

/** An encoder that reads one chunk of any length has all of it in one, to be cut. */
function chunksIn(
  text: string,
  tokenizer: PromptTokenizer,
  room: number,
  syntax: Exclude<PromptSyntax, 'plain'>,
  chunked: boolean,
): PromptChunk[] {
  const parts = weightedText(text, syntax);
  if (chunked) return promptChunks(parts, tokenizer, room, syntax);
  return promptChunks([parts.flat()], tokenizer, Number.POSITIVE_INFINITY, syntax);
}

function cutTo(room: number, { tokens, weights }: PromptChunk): CutChunk {
  return {
    tokens: tokens.slice(0, room),
    weights: weights.slice(0, room),
    dropped: Math.max(0, tokens.length - room),
  };
}

/** One weight for each position: special tokens and padding count as they are. */
function positionWeights({ weights }: PromptChunk, tokenizer: PromptTokenizer, length: number): number[] {
  const before = tokenizer.specials - 1;
  return Array.from({ length }, (_, position) => weights[position - before] ?? 1);
}

function joined(reads: readonly ReadPrompt[]): ReadPrompt {
  const [first] = reads as [ReadPrompt];
  if (reads.length === 1) return first;
  const along = (parts: readonly TextAnswer['hidden'][]) => joinSequences(parts.flatMap((part) => part ?? []));
  const masks = reads.flatMap(({ mask }) => [...mask.data]);
  return {
    ...first,
    ...(first.hidden && { hidden: along(reads.map(({ hidden }) => hidden)) }),
    mask: tensor(Float32Array.from(masks), [1, masks.length]),
  };
}

function cutWarning(dropped: number, room: number): string {
  const tokens = dropped === 1 ? 'token' : 'tokens';
  return `The prompt is too long: its last ${dropped} ${tokens} are ignored. This model reads ${room}.`;
}
