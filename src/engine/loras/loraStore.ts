import { stat } from 'node:fs/promises';
import type { LoraService } from '../../graph/context.ts';
import { ArcspaceError } from '../../graph/problem.ts';
import type { FoundLora } from '../../protocol/types.ts';
import { readLora } from '../checkpoints/loras/readLora.ts';
import { sameName } from '../files/fileNames.ts';
import type { Hasher } from '../files/hasher.ts';
import { findWeightFiles } from '../files/weightFiles.ts';
import type { LoraReader } from '../models/changeNetworks.ts';

/** What programs call the folder of LoRAs. */
const folders = ['loras', 'lora', 'Lora', 'LoRA'];

export interface LoraStore extends LoraService {
  list(): Promise<FoundLora[]>;
  /** The file with this name. @throws ArcspaceError when there is none. */
  fileOf(name: string): Promise<string>;
  readonly read: LoraReader;
}

/** @param roots the folders of models: LoRAs lie in them or beside them. */
export function createLoraStore(roots: readonly string[], hasher: Hasher): LoraStore {
  async function fileOf(name: string): Promise<string> {
    const files = await findWeightFiles({ roots, folders });
    const file = files.get(name) ?? [...files].find(([known]) => sameName(known, name))?.[1];
    if (file) return file;
    throw unknownLora(name, [...files.keys()]);
  }
  return {
    fileOf,
    read: async ({ name }, tables) => readLora(await fileOf(name), tables),
    fingerprint: async (name) => hasher.hash(await fileOf(name)),
    load: async (name) => ({ terms: [{ id: await hasher.hash(await fileOf(name)), name, strength: 1 }] }),
    async list() {
      const sizes = [...(await findWeightFiles({ roots, folders }))].map(async ([name, file]) => ({
        name,
        file,
        bytes: await sizeOf(file),
      }));
      return Promise.all(sizes);
    },
  };
}

function sizeOf(file: string): Promise<number> {
  return stat(file).then(
    ({ size }) => size,
    () => 0,
  );
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
