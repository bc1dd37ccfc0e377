import { basename } from 'node:path';
import { builtSource } from '../../checkpoints/builtSource.ts';
import { readNetwork } from '../../checkpoints/singleFile/readNetwork.ts';
import type { WantedPart } from '../../checkpoints/singleFile/wantedPart.ts';
import type { NetworkSource } from '../../sessions/networkSource.ts';
import { networkParts } from './networkParts.ts';
import type { TakenPart } from './takenPart.ts';

export async function partFromFile(file: string, wanted: WantedPart): Promise<TakenPart> {
  const { weights, config, files, guesses } = await readNetwork(file, wanted);
  const reading = JSON.stringify(config);
  const networks = networkParts(wanted.part).map((part): [string, NetworkSource] => [
    part,
    builtSource({ part, file, reading, read: async () => ({ part, file, weights, config }) }),
  ]);
  return {
    config,
    networks: new Map(networks),
    files: files.map((path) => ({ name: `${wanted.part}/${basename(path)}`, path })),
    assumed: reading,
    notes: guesses.map(({ why }) => why),
  };
}
