import { readLayers } from './readLora.ts';

/** "LoRA, rank 16": that of most layers. @throws ArcspaceError for a broken file, and one that is no plain LoRA. */
export async function loraTitle(file: string): Promise<string> {
  const { layers } = await readLayers(file);
  const counts = new Map<number, number>();
  for (const { tensors } of layers) {
    const rank = tensors.get('down')?.shape[0];
    if (rank !== undefined) counts.set(rank, (counts.get(rank) ?? 0) + 1);
  }
  const [most] = [...counts].sort(([, a], [, b]) => b - a);
  return most ? `LoRA, rank ${most[0]}` : 'LoRA';
}
