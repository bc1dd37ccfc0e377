import type { NodeRegistry } from '../registry.ts';
import type { NeededModel, Workflow } from '../workflow/schema.ts';
import type { KnownModel } from './knownModel.ts';
import { modelsUsed } from './modelsUsed.ts';
import { differingFiles } from './sameModel.ts';

/**
 * The workflow with what is known of the models that its nodes name, for whoever opens it elsewhere. What it remembered stays
 * where nothing contradicts it: of models that are not here, and of files whose sha256 is not known yet.
 */
export function rememberModels(workflow: Workflow, registry: NodeRegistry, found: readonly KnownModel[]): Workflow {
  const before = new Map(workflow.models.map((model) => [model.id, model]));
  const here = new Map(found.map((model) => [model.name, model]));
  const models = [...modelsUsed(workflow, registry).keys()].map((name) =>
    remembered(before.get(name) ?? { id: name, files: {} }, here.get(name)),
  );
  return sameText(models, workflow.models) ? workflow : { ...workflow, models };
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
