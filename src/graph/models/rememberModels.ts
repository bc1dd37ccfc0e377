import type { NodeRegistry } from '../registry.ts';
import { LIMITS } from '../workflow/counts.ts';
import { LONGEST_MODEL_NAME, type NeededModel, type Workflow } from '../workflow/schema.ts';
import { isNamed, type KnownModel, type ModelName } from './knownModel.ts';
import { keyOf, modelsUsed } from './modelsUsed.ts';
import { neededName } from './neededName.ts';
import { differingFiles } from './sameModel.ts';

/**
 * The workflow with what is known of the models, parts, LoRAs and embeddings that its nodes name, for whoever opens it elsewhere. What it
 * remembered stays where nothing contradicts it: of what is not here, and of files whose sha256 is not known yet.
 */
export function rememberModels(workflow: Workflow, registry: NodeRegistry, found: readonly KnownModel[]): Workflow {
  const before = new Map(workflow.models.map((model) => [keyOf(neededName(model)), model]));
  const storable = modelsUsed(workflow, registry).filter(({ name }) => name.length <= LONGEST_MODEL_NAME);
  const models = storable.slice(0, LIMITS.models).map((used) =>
    remembered(
      before.get(keyOf(used)) ?? nothingOf(used),
      found.find((model) => isNamed(used, model)),
    ),
  );
  return sameText(models, workflow.models) ? workflow : { ...workflow, models };
}

function nothingOf({ role, name }: ModelName): NeededModel {
  return { id: name, ...(role !== 'model' && { role }), files: {} };
}

function remembered(before: NeededModel, here: KnownModel | undefined): NeededModel {
  if (!here) return before;
  const kept = differingFiles(before.files, here.files).length === 0 ? before.files : {};
  const kind = here.kind ?? before.kind;
  return { ...before, ...(kind !== undefined && { kind }), files: { ...kept, ...here.files } };
}

function sameText(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
