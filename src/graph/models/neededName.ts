import type { NeededModel } from '../workflow/schema.ts';
import type { ModelName } from './knownModel.ts';

/** How a workflow names what it remembers: a model where it does not say otherwise. */
export function neededName({ id, role = 'model' }: NeededModel): ModelName {
  return { role, name: id };
}
