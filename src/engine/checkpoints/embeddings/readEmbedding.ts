import { ArcspaceError } from '../../../graph/problem.ts';
import { sizeOf, type Tensor } from '../../../tensor/tensor.ts';
import { brokenFile, nameInModel } from '../../networkFiles/modelFileErrors.ts';
import { readNumbers } from '../safetensors/readNumbers.ts';
import { readWeights } from '../safetensors/readWeights.ts';
import type { StoredTensor, WeightTable } from '../weights.ts';

/** More than any prompt has room for. */
const mostVectors = 512;

/** What files for several encoders call their vectors. */
const encoderNames: Readonly<Record<string, string>> = { text_encoder: 'clip_l', text_encoder_2: 'clip_g' };

/**
 * Reads an embedding for prompts (textual inversion, Gal et al., arXiv 2208.01618), as A1111, ComfyUI and diffusers save it: vectors
 * that take the place of those of tokens.
 * @param encoders the CLIP text encoders of the model.
 * @returns for each of them [vectors, width]; as many vectors for all.
 * @throws ArcspaceError for a broken file, and for one that was made for another kind of model.
 */
export async function readEmbedding(
  file: string,
  encoders: ReadonlyMap<string, WeightTable>,
): Promise<ReadonlyMap<string, Tensor>> {
  const { tensors } = await readWeights(file);
  const found = new Map<string, StoredTensor>();
  for (const [part, table] of encoders) found.set(part, vectorsFor(part, table, tensors, encoders.size, file));
  requireSameCount([...found.values()], file);
  const numbers = await readNumbers(file, found);
  return new Map(
    [...found].map(([part, { shape }]) => {
      const data = numbers.get(part) ?? new Float32Array();
      if (!data.every(Number.isFinite)) throw brokenFile(file, 'holds values that are no numbers.');
      return [part, { data, shape }];
    }),
  );
}

function vectorsFor(
  part: string,
  encoder: WeightTable,
  tensors: WeightTable,
  encoders: number,
  file: string,
): StoredTensor {
  const own = tensors.get(encoderNames[part] ?? '') ?? (encoders === 1 ? soleTensor(tensors) : undefined);
  const width = encoder.get('text_model.embeddings.token_embedding.weight')?.shape[1] ?? 0;
  if (!own) throw otherModel(file, `holds no vectors for the ${part} of this model`);
  const vectors = asRows(own);
  const [count = 0, found = 0] = vectors.shape;
  if (vectors.shape.length !== 2 || found !== width) {
    throw otherModel(
      file,
      `holds vectors of ${vectors.shape.at(-1)} numbers, and the ${part} of this model reads ${width}`,
    );
  }
  if (count < 1 || count > mostVectors)
    throw brokenFile(file, `holds ${count} vectors, and at most ${mostVectors} are read.`);
  return vectors;
}

/** The vectors of an embedding, by what the file calls those of several encoders; none where it is no embedding. */
export function embeddingVectors(tensors: WeightTable): ReadonlyMap<string, StoredTensor> {
  const named = Object.values(encoderNames).flatMap((name) => {
    const tensor = tensors.get(name);
    return tensor ? [[name, tensor] as const] : [];
  });
  const sole = soleTensor(tensors);
  const found: readonly (readonly [string, StoredTensor])[] = named.length > 0 || !sole ? named : [['', sole]];
  return new Map(found.filter(([, { shape }]) => shape.length === 1 || shape.length === 2));
}

/** That of A1111, or the only one, which diffusers calls as the word that stands for it. */
function soleTensor(tensors: WeightTable): StoredTensor | undefined {
  return tensors.get('emb_params') ?? (tensors.size === 1 ? [...tensors.values()][0] : undefined);
}

/** One vector may come as such. */
function asRows(tensor: StoredTensor): StoredTensor {
  return tensor.shape.length === 1 ? { ...tensor, shape: [1, sizeOf(tensor.shape)] } : tensor;
}

function requireSameCount(vectors: readonly StoredTensor[], file: string): void {
  const counts = vectors.map(({ shape }) => shape[0]);
  if (new Set(counts).size > 1) throw brokenFile(file, `holds ${counts.join(' and ')} vectors for the text encoders.`);
}

function otherModel(file: string, what: string): ArcspaceError {
  return new ArcspaceError(
    'wrong-embedding',
    `${nameInModel(file)} ${what}.`,
    'Use an embedding that was trained on a model of this kind.',
    { file },
  );
}
