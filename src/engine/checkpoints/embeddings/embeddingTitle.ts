import { ArcspaceError } from '../../../graph/problem.ts';
import { nameInModel } from '../../networkFiles/modelFileErrors.ts';
import { readWeights } from '../safetensors/readWeights.ts';
import type { WeightTable } from '../weights.ts';
import { embeddingVectors } from './readEmbedding.ts';

/** The encoders that have vectors of a width. */
const readers: Readonly<Record<number, string>> = {
  768: 'Stable Diffusion 1',
  1024: 'Stable Diffusion 2',
  1280: 'CLIP-G',
};

/** "Embedding for Stable Diffusion 1, 8 vectors"; undefined for what is no embedding. */
export function titleOfEmbedding(tensors: WeightTable): string | undefined {
  const vectors = embeddingVectors(tensors);
  const [first] = vectors.values();
  if (!first) return undefined;
  const [count = 0, width = 0] = first.shape.length === 1 ? [1, ...first.shape] : first.shape;
  const models = vectors.size > 1 ? 'Stable Diffusion XL' : (readers[width] ?? `encoders ${width} wide`);
  return `Embedding for ${models}, ${count} ${count === 1 ? 'vector' : 'vectors'}`;
}

/** The same of a file. @throws ArcspaceError for a broken file, and one that is no embedding. */
export async function embeddingTitle(file: string): Promise<string> {
  const title = titleOfEmbedding((await readWeights(file)).tensors);
  if (title !== undefined) return title;
  throw new ArcspaceError(
    'unsupported-model',
    `${nameInModel(file)} holds no embedding for prompts.`,
    'Choose a textual inversion that A1111, ComfyUI or diffusers saved as .safetensors.',
    { file },
  );
}
