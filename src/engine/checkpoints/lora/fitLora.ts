import { ArcspaceError } from '../../../graph/problem.ts';
import type { AdaptedModule } from '../adapter.ts';
import type { WeightTable } from '../weights.ts';

/** What of a LoRA is for one network, by the names of its modules. */
export type LoraModules = ReadonlyMap<string, AdaptedModule>;

/**
 * The modules of a LoRA that a network has.
 * @param name of the LoRA, for messages.
 * @throws ArcspaceError where one has another size: the LoRA was made for another kind of model.
 */
export function fitLora(name: string, modules: LoraModules, weights: WeightTable): LoraModules {
  const fitting = new Map<string, AdaptedModule>();
  for (const [module, change] of modules) {
    const shape = weights.get(`${module}.weight`)?.shape;
    if (!shape) continue;
    if (!fits(change, shape)) throw otherModel(name, module, change, shape);
    fitting.set(module, change);
  }
  return fitting;
}

/** A projection may be a matrix in the one and a 1x1 convolution in the other. */
function fits({ down, up }: AdaptedModule, [outputs, inputs]: readonly number[]): boolean {
  return up.shape[0] === outputs && down.shape[1] === inputs;
}

function otherModel(
  name: string,
  module: string,
  { down, up }: AdaptedModule,
  shape: readonly number[],
): ArcspaceError {
  return new ArcspaceError(
    'unsupported-model',
    `The LoRA "${name}" was made for another kind of model: its ${module} goes from ${down.shape[1]} to ${up.shape[0]} numbers, and that of this model from ${shape[1]} to ${shape[0]}.`,
    'Use a LoRA for this kind of model, or the model that the LoRA was made for.',
    { port: 'lora' },
  );
}
