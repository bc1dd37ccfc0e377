import { type Changed, type Lora, loraSum } from '../../diffusion/lora.ts';
import { feedingPool } from '../sessions/feedingPool.ts';
import type { SessionPool } from '../sessions/sessionPool.ts';
import { changeNetworks, type LoraReader } from './changeNetworks.ts';
import type { EmbeddingReader } from './promptEmbeddings.ts';
import type { ModelDescription } from './readModel.ts';

/** sha256 of files by their names in a model. */
export type Hashes = Readonly<Record<string, string>>;

/** What a model is opened with. */
export interface Opening {
  readonly description: ModelDescription;
  readonly hashes: Hashes;
  readonly pool: SessionPool;
  readonly loras: LoraReader;
  readonly embeddings: EmbeddingReader;
  /** What already changes its networks. */
  readonly lora: Lora;
  /** How it was before. */
  readonly original?: Opening;
}

/**
 * How some networks of a model are changed beyond what already changes them; undefined where their weights cannot be reached.
 * @param names of the networks.
 * @param open makes something of the model with its networks changed.
 */
export function changeable<T>(
  opening: Opening,
  names: readonly string[],
  open: (changed: Opening) => T,
): ((lora: Lora) => Promise<Changed<T>>) | undefined {
  const { original = opening, lora: before } = opening;
  const { description, pool, loras } = original;
  const { networks: plain } = description.parts;
  if (names.some((name) => !plain[name]?.changeable)) return undefined;
  return async (more) => {
    const lora = loraSum([
      [1, before],
      [1, more],
    ]);
    const { networks, strengths, warning } = await changeNetworks(plain, lora, loras);
    const parts = { ...description.parts, networks };
    const changed = {
      ...original,
      description: { ...description, parts },
      pool: feedingPool(pool, strengths),
      lora,
      original,
    };
    return { changed: open(changed), ...(warning !== undefined && { warning }) };
  };
}

/** An identity with what changes it. */
export function changedId(id: string, { lora: { terms } }: Opening): string {
  return [id, ...terms.map((term) => `${term.strength} ${term.id}`)].join(' + ');
}
