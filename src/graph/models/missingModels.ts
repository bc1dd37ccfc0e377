import type { NodeRegistry } from '../registry.ts';
import type { NeededModel, Workflow } from '../workflow/schema.ts';
import type { KnownModel } from './knownModel.ts';
import { modelsUsed } from './modelsUsed.ts';
import { differingFiles } from './sameModel.ts';

/** A model in the place of a missing one: with the same files, only of the same kind, or any where the kind is not remembered. */
export interface Offer {
  readonly name: string;
  readonly fit: 'same files' | 'same kind' | 'unknown kind';
}

/** A model that a workflow names and that is not there, or is there with other files. */
export interface MissingModel {
  readonly name: string;
  /** As the workflow remembers it. */
  readonly kind: string | undefined;
  /** The files that differ; null where there is no model of this name. */
  readonly differing: readonly string[] | null;
  /** The nodes that load it, in their order. */
  readonly nodes: readonly string[];
  /** The best first. None of only the same kind in place of one that is there: that one still runs. */
  readonly offers: readonly Offer[];
}

/** The models that a workflow names and you do not have, in the order of its nodes, with those that fit in their place. */
export function missingModels(
  workflow: Workflow,
  registry: NodeRegistry,
  found: readonly KnownModel[],
): readonly MissingModel[] {
  const needed = new Map(workflow.models.map((model) => [model.id, model]));
  return [...modelsUsed(workflow, registry)].flatMap(([name, nodes]) => {
    const need = needed.get(name) ?? { id: name, files: {} };
    const own = found.find((model) => model.name === name);
    const differing = own ? differingFiles(need.files, own.files) : null;
    if (differing?.length === 0) return [];
    const offers = offersFor(need, found).filter(({ fit }) => fit === 'same files' || !own);
    return [{ name, kind: need.kind, differing, nodes, offers }];
  });
}

function offersFor(need: NeededModel, found: readonly KnownModel[]): readonly Offer[] {
  const others = found.filter(({ name, usable }) => usable && name !== need.id);
  const same = others.filter(({ files }) => holdsAll(files, need.files));
  const alike = others.filter(({ kind }) => need.kind === undefined || kind === need.kind);
  const fit = need.kind === undefined ? 'unknown kind' : 'same kind';
  return [
    ...same.map(({ name }) => ({ name, fit: 'same files' }) as const),
    ...alike.filter((model) => !same.includes(model)).map(({ name }) => ({ name, fit }) as const),
  ];
}

/** Whatever the files are called there: a checkpoint's file has the name of its model. */
function holdsAll(files: KnownModel['files'], wanted: NeededModel['files']): boolean {
  const hashes = Object.values(wanted);
  const known = new Set(Object.values(files));
  return hashes.length > 0 && hashes.every((hash) => known.has(hash));
}
