import { embeddingNames, promptPieces } from '../../diffusion/prompts/embeddingNames.ts';
import { ArcspaceError } from '../../graph/problem.ts';
import { type Tensor, tensor } from '../../tensor/tensor.ts';
import { embeddingInput } from '../checkpoints/architectures/clipText/clipText.ts';
import type { WeightTable } from '../checkpoints/weights.ts';
import { feedingPool } from '../sessions/feedingPool.ts';
import type { NetworkSource } from '../sessions/networkSource.ts';
import type { SessionPool } from '../sessions/sessionPool.ts';
import type { PromptTokenizer } from '../tokenizer/promptTokenizer.ts';

/**
 * Reads the embedding of a name: [vectors, width] for each text encoder.
 * @param encoders weights of the CLIP text encoders of a model, by their parts.
 * @throws ArcspaceError for one that is not there, or was made for another kind of model.
 */
export type EmbeddingReader = (
  name: string,
  encoders: ReadonlyMap<string, WeightTable>,
) => Promise<ReadonlyMap<string, Tensor>>;

/** The embeddings of a prompt as one text encoder gets them. */
export interface EncoderEmbeddings {
  /** Ids that stand for the vectors of each name, beyond the words of the vocabulary. */
  readonly ids: ReadonlyMap<string, readonly number[]>;
  /** All vectors, [count, width]. */
  readonly vectors: Tensor;
}

/**
 * The embeddings that texts name, by the text encoders of a model; T5 reads the names as words.
 * @param networks the CLIP text encoders.
 * @throws ArcspaceError where they cannot be given to a text encoder.
 */
export async function promptEmbeddings(
  texts: readonly string[],
  networks: ReadonlyMap<string, NetworkSource>,
  read: EmbeddingReader,
): Promise<ReadonlyMap<string, EncoderEmbeddings>> {
  const names = embeddingNames(texts);
  if (names.length === 0) return new Map();
  const tables = new Map<string, WeightTable>();
  for (const [part, { changeable, file }] of networks) {
    if (!changeable) throw outOfReach(names[0] as string, file);
    tables.set(part, await changeable.weights());
  }
  const found = await Promise.all(names.map(async (name) => [name, await read(name, tables)] as const));
  return new Map([...tables].map(([part, table]) => [part, forEncoder(part, wordsOf(table), found)]));
}

function wordsOf(table: WeightTable): number {
  return table.get('text_model.embeddings.token_embedding.weight')?.shape[0] ?? 0;
}

function forEncoder(
  part: string,
  words: number,
  found: readonly (readonly [name: string, vectors: ReadonlyMap<string, Tensor>])[],
): EncoderEmbeddings {
  const ids = new Map<string, readonly number[]>();
  const rows: number[] = [];
  let [count, width] = [0, 0];
  for (const [name, byPart] of found) {
    const vectors = byPart.get(part);
    const [own = 0, wide = 0] = vectors?.shape ?? [];
    ids.set(
      name,
      Array.from({ length: own }, (_, index) => words + count + index),
    );
    rows.push(...(vectors?.data ?? []));
    count += own;
    width = Math.max(width, wide);
  }
  return { ids, vectors: tensor(Float32Array.from(rows), [count, width]) };
}

/** The same tokenizer, for which a name stands for the ids of its vectors. */
export function withEmbeddings(tokenizer: PromptTokenizer, { ids }: EncoderEmbeddings): PromptTokenizer {
  const tokens = (text: string) =>
    promptPieces(text).flatMap((piece) =>
      typeof piece === 'string' ? tokenizer.tokens(piece) : (ids.get(piece.embedding) ?? []),
    );
  return { ...tokenizer, tokens };
}

/** A pool whose text encoders know the vectors. */
export function poolWithEmbeddings(pool: SessionPool, { vectors }: EncoderEmbeddings): SessionPool {
  return feedingPool(pool, { [embeddingInput]: vectors });
}

function outOfReach(name: string, file: string): ArcspaceError {
  return new ArcspaceError(
    'unsupported-model',
    `The text encoder of this model is an ONNX file, which cannot be given the embedding "${name}".`,
    'Use the same model as .safetensors, or write the prompt without the embedding.',
    { file },
  );
}
