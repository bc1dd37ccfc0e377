import { ArcspaceError } from '../../graph/problem.ts';
import { readEmbedding } from '../checkpoints/embeddings/readEmbedding.ts';
import { sameName } from '../files/fileNames.ts';
import { combineHashes, type Hasher } from '../files/hasher.ts';
import { withoutEnding } from '../files/weightFiles.ts';
import { findPartFiles } from '../models/assembly/partFiles.ts';
import type { EmbeddingReader } from '../models/promptEmbeddings.ts';

/** Embeddings for prompts, by the names of their files. */
export interface EmbeddingStore {
  readonly read: EmbeddingReader;
  /** Changes when any of them does: what a prompt says depends on those that it names. */
  fingerprint(): Promise<string>;
}

/** @param roots the folders of models: embeddings lie in a folder in them or beside them. */
export function createEmbeddingStore(roots: readonly string[], hasher: Hasher): EmbeddingStore {
  async function fileOf(name: string): Promise<string> {
    const files = await findPartFiles(roots, 'embedding');
    const wanted = withoutEnding(name);
    const file =
      files.get(wanted) ?? [...files].find(([known]) => sameName(known.toLowerCase(), wanted.toLowerCase()))?.[1];
    if (file) return file;
    throw unknownEmbedding(name, [...files.keys()]);
  }
  return {
    read: async (name, tables) => readEmbedding(await fileOf(name), tables),
    async fingerprint() {
      const files = [...(await findPartFiles(roots, 'embedding'))];
      return combineHashes(
        Object.fromEntries(await Promise.all(files.map(async ([name, file]) => [name, await hasher.hash(file)]))),
      );
    },
  };
}

/** Names that are listed in a message. */
const listed = 8;

function unknownEmbedding(name: string, known: readonly string[]): ArcspaceError {
  return new ArcspaceError(
    'unknown-embedding',
    `There is no embedding called "${name.slice(0, 100)}".`,
    known.length > 0
      ? `Those here are ${known.slice(0, listed).join(', ')}${known.length > listed ? ', …' : ''}.`
      : 'Put its .safetensors file into a folder called "embeddings" in the workspace, or write the prompt without "embedding:".',
    { port: 'text' },
  );
}
