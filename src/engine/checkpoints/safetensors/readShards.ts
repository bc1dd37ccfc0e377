import { basename, dirname, join } from 'node:path';
import { z } from 'zod';
import { readJson } from '../../models/readJson.ts';
import { brokenFile } from '../../networkFiles/modelFileErrors.ts';
import type { StoredTensor } from '../weights.ts';
import { readWeights, type StoredWeights } from './readWeights.ts';

const indexSchema = z.looseObject({ weight_map: z.record(z.string(), z.string()) });

/**
 * Reads the headers of weights that lie in several files, from the index that says which tensor is in which.
 * @param index a `.safetensors.index.json`, beside whose files it lies.
 * @throws ArcspaceError naming the index or the file at fault.
 */
export async function readShards(index: string): Promise<StoredWeights> {
  const { weight_map: places } = await readJson(index, indexSchema);
  const tensors = new Map<string, StoredTensor>();
  const metadata: Record<string, string> = {};
  for (const [shard, names] of byShard(places)) {
    requireBeside(index, shard);
    const stored = await readWeights(join(dirname(index), shard));
    Object.assign(metadata, stored.metadata);
    for (const name of names) tensors.set(name, tensorOf(stored, name, index, shard));
  }
  if (tensors.size === 0) throw brokenFile(index, 'lists no tensors.');
  return { tensors, metadata };
}

function byShard(places: Readonly<Record<string, string>>): Map<string, string[]> {
  const shards = new Map<string, string[]>();
  for (const [name, shard] of Object.entries(places)) {
    const names = shards.get(shard);
    if (names) names.push(name);
    else shards.set(shard, [name]);
  }
  return shards;
}

/** A name that leads elsewhere is not followed: an index comes from the network. Windows reads both slashes. */
function requireBeside(index: string, shard: string): void {
  if (shard.endsWith('.safetensors') && !/[\\/:\0]/.test(shard)) return;
  const remedy = 'Download the whole folder of this part again, from the page of its author.';
  throw brokenFile(index, `keeps weights in "${shard}", which is no .safetensors file beside it.`, remedy);
}

function tensorOf({ tensors }: StoredWeights, name: string, index: string, shard: string): StoredTensor {
  const tensor = tensors.get(name);
  if (tensor) return tensor;
  throw brokenFile(
    join(dirname(index), shard),
    `has no tensor "${name}", which ${basename(index)} says is in it.`,
    'The two come from different versions of the model: download the whole folder of this part again.',
  );
}
