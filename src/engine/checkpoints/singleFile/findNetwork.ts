import { readWeights } from '../safetensors/readWeights.ts';
import { refuseQuantised } from '../safetensors/refuseQuantised.ts';
import { componentsOf } from './components.ts';
import { type FoundNetwork, type NetworkKind, networkIn } from './networkLayouts.ts';
import { partNames, unsupported } from './otherFiles.ts';

/**
 * Finds one network in a .safetensors file, which may hold it alone or a whole model.
 * @throws ArcspaceError for a broken file, and for one without such a network.
 */
export async function findNetwork(file: string, kind: NetworkKind): Promise<FoundNetwork> {
  const { tensors } = await readWeights(file);
  refuseQuantised(file, tensors.keys());
  const { places, rest } = componentsOf(tensors);
  const networks = [rest, ...places.values()].map(networkIn);
  const network = networks.find((each) => each?.kind === kind);
  if (network) return network;
  throw unsupported(file, `does not hold ${partNames[kind]}`, `Choose a file with ${partNames[kind]}.`);
}
