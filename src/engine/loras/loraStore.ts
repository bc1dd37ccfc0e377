import type { LoraService } from '../../graph/context.ts';
import { ArcspaceError } from '../../graph/problem.ts';
import { readLora } from '../checkpoints/loras/readLora.ts';
import type { Hasher } from '../files/hasher.ts';
import { underName } from '../files/weightFiles.ts';
import { findPartFiles } from '../models/assembly/partFiles.ts';
import { changedFiles } from '../models/changedFiles.ts';
import type { LoraReader } from '../models/changeNetworks.ts';

export interface LoraStore extends LoraService {
  /** The file with this name. @throws ArcspaceError when there is none. */
  fileOf(name: string): Promise<string>;
  readonly read: LoraReader;
}

/** @param roots the folders of models: LoRAs lie in them or beside them. */
export function createLoraStore(roots: readonly string[], hasher: Hasher): LoraStore {
  async function fileOf(name: string): Promise<string> {
    const files = await findPartFiles(roots, 'lora');
    const file = underName(files, name);
    if (file) return file;
    throw unknownLora(name, [...files.keys()]);
  }
  return {
    fileOf,
    async read({ id, name }, tables) {
      const file = await fileOf(name);
      // The result is kept under the name of the file that was loaded.
      if ((await hasher.hash(file)) !== id) throw changedFiles(name);
      return readLora(file, tables);
    },
    fingerprint: async (name) => hasher.hash(await fileOf(name)),
    load: async (name) => ({ terms: [{ id: await hasher.hash(await fileOf(name)), name, strength: 1 }] }),
  };
}

/** Names that are listed in a message. */
const listed = 8;

function unknownLora(name: string, known: readonly string[]): ArcspaceError {
  const there = known.slice(0, listed).join(', ');
  return new ArcspaceError(
    'unknown-lora',
    name === '' ? 'No LoRA is chosen.' : `There is no LoRA called "${name.slice(0, 100)}".`,
    known.length > 0
      ? `Choose one of these: ${there}${known.length > listed ? ', …' : ''}.`
      : 'Put a .safetensors file into a folder called "loras" in the workspace.',
  );
}
