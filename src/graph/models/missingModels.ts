import type { NodeRegistry } from '../registry.ts';
import type { NeededModel, Workflow } from '../workflow/schema.ts';
import { fitsRole, isNamed, type KnownModel } from './knownModel.ts';
import { keyOf, modelsUsed, type UsedModel } from './modelsUsed.ts';
import { nearNames } from './nearNames.ts';
import { neededName } from './neededName.ts';
import { differingFiles } from './sameModel.ts';

/** What can take the place of something missing: the same files, one of a similar name, only the same kind, or any where the kind is not remembered. */
export interface Offer {
  readonly name: string;
  readonly fit: 'same files' | 'similar name' | 'same kind' | 'unknown kind';
}

/** What a workflow names and is not there, or is there with other files. */
export interface MissingModel extends UsedModel {
  /** As the workflow remembers it. */
  readonly kind: string | undefined;
  /** The files that differ; null where there is nothing of this name. */
  readonly differing: readonly string[] | null;
  /** The best first. Where there is one of the name, only one with the right files: the other still runs. */
  readonly offers: readonly Offer[];
}

/** The models, parts, LoRAs and embeddings that a workflow names and you do not have, in the order of its nodes, with those that fit in their place. */
export function missingModels(
  workflow: Workflow,
  registry: NodeRegistry,
  found: readonly KnownModel[],
): readonly MissingModel[] {
  const needed = new Map(workflow.models.map((model) => [keyOf(neededName(model)), model]));
  return modelsUsed(workflow, registry).flatMap((used) => {
    const need = needed.get(keyOf(used)) ?? unremembered;
    const own = found.find((model) => isNamed(used, model));
    const differing = own ? differingFiles(need.files, own.files) : null;
    if (differing?.length === 0) return [];
    const offers = offersFor(used, need, found).filter(({ fit }) => fit === 'same files' || !own);
    return [{ ...used, kind: need.kind, differing, offers }];
  });
}

type Need = Pick<NeededModel, 'kind' | 'files'>;

const unremembered: Need = { files: {} };

function offersFor(used: UsedModel, need: Need, found: readonly KnownModel[]): readonly Offer[] {
  const others = found.filter((model) => model.usable && fitsRole(used.role, model.role) && !isNamed(used, model));
  const same = others.filter(({ files }) => holdsAll(files, need.files));
  const alike = others.filter((model) => mayReplace(used, need, model));
  const kin = others.filter((model) => model.kind === undefined || alike.includes(model));
  const near = nearNames(
    used.name,
    kin.map(({ name }) => name),
  );
  const ofKind: Offer['fit'] = need.kind === undefined ? 'unknown kind' : 'same kind';
  const offers: readonly Offer[] = [
    ...same.map(({ name }) => ({ name, fit: 'same files' as const })),
    ...near.map((name) => ({ name, fit: 'similar name' as const })),
    ...alike.map(({ name }) => ({ name, fit: ofKind })),
  ];
  const first = new Map(offers.toReversed().map((offer) => [offer.name, offer]));
  return offers.filter((offer) => first.get(offer.name) === offer);
}

/** Where the workflow does not say which kind it needs, any of the same role may be tried. LoRAs do not say what they are for: hundreds might be. */
function mayReplace({ role }: UsedModel, need: Need, model: KnownModel): boolean {
  if (model.kind === undefined) return false;
  return need.kind === undefined ? model.role === role : model.kind === need.kind;
}

/** Whatever the files are called there: a checkpoint's file has the name of its model. */
function holdsAll(files: KnownModel['files'], wanted: Need['files']): boolean {
  const hashes = Object.values(wanted);
  const known = new Set(Object.values(files));
  return hashes.length > 0 && hashes.every((hash) => known.has(hash));
}
