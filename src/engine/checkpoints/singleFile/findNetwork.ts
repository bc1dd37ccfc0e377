import { readScales } from '../safetensors/readScales.ts';
import { readWeights } from '../safetensors/readWeights.ts';
import type { FoundNetwork, NetworkKind } from './networkLayouts.ts';
import { networksIn } from './networksIn.ts';
import { partNames, unsupported } from './otherFiles.ts';

/**
 * Finds one network in a .safetensors file, which may hold it alone or a whole model.
 * @throws ArcspaceError for a broken file, and for one without such a network.
 */
export async function findNetwork(file: string, kind: NetworkKind): Promise<FoundNetwork> {
  const tensors = readScales(file, (await readWeights(file)).tensors);
  const network = networksIn(tensors).find((each) => each.kind === kind);
  if (network) return network;
  throw unsupported(file, `does not hold ${partNames[kind]}`, `Choose a file with ${partNames[kind]}.`);
}
