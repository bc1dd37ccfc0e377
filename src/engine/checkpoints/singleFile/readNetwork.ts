import type { InferredConfig } from '../configs/guess.ts';
import { readWeights } from '../safetensors/readWeights.ts';
import { refuseQuantised } from '../safetensors/refuseQuantised.ts';
import type { CheckpointPart } from './checkpoint.ts';
import { componentsOf } from './components.ts';
import { configure } from './configure.ts';
import { type NetworkKind, networkIn } from './networkLayouts.ts';
import { partNames, unsupported } from './otherFiles.ts';

/**
 * Reads one network out of a .safetensors file, which may hold it alone or a whole model: a VAE, text encoder or UNet that is chosen
 * by itself. The scale of a VAE's latents is not in it.
 * @throws ArcspaceError for a broken file, and for one without such a network.
 */
export async function readNetwork(
  file: string,
  kind: NetworkKind,
): Promise<CheckpointPart & Pick<InferredConfig, 'guesses'>> {
  const { tensors } = await readWeights(file);
  refuseQuantised(file, tensors.keys());
  const { places, rest } = componentsOf(tensors);
  for (const table of [rest, ...places.values()]) {
    const network = networkIn(table);
    if (network?.kind !== kind) continue;
    const { config, guesses } = configure(network, file, network.tensors.has('text_projection.weight'));
    return { weights: network.tensors, config, guesses };
  }
  throw unsupported(file, `does not hold ${partNames[kind]}`, `Choose a file with ${partNames[kind]}.`);
}
