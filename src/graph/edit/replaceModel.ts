import type { UsedModel } from '../models/modelsUsed.ts';
import { withOtherModel } from '../models/namedModels.ts';
import type { NodeRegistry } from '../registry.ts';
import type { Workflow } from '../workflow/schema.ts';
import { updateNodes } from './updateNodes.ts';

/** Names another model wherever the workflow names this one. */
export function replaceModel(
  workflow: Workflow,
  registry: NodeRegistry,
  { role, name, places }: UsedModel,
  to: string,
): Workflow {
  const change = (current: Workflow, { node: id, parameter }: UsedModel['places'][number]) =>
    updateNodes(current, [id], (node) => withOtherModel(node, registry, { role, name, parameter }, to));
  return places.reduce(change, workflow);
}
