import { nodeRegistry } from '../../nodes/index.ts';
import type { Engine } from '../engine/createEngine.ts';
import type { KnownModel } from '../graph/models/knownModel.ts';
import { missingModelProblem, missingModelText } from '../graph/models/missingModelProblem.ts';
import { type MissingModel, missingModels } from '../graph/models/missingModels.ts';
import { modelsUsed } from '../graph/models/modelsUsed.ts';
import type { Problem } from '../graph/problem.ts';
import type { Workflow } from '../graph/workflow/schema.ts';
import type { FoundModel } from '../protocol/types.ts';

/** The models that a workflow names and that are not here, with those that fit. Files are read whole only to find those. */
async function missingIn({ models }: Engine, workflow: Workflow): Promise<readonly MissingModel[]> {
  const used = modelsUsed(workflow, nodeRegistry);
  if (used.size === 0) return [];
  const [own, others] = divided(await models.list(), ({ name }) => used.has(name));
  const known = await Promise.all(own.map((model) => knownModel(model, models.knownHashes)));
  const missing = missingModels(workflow, nodeRegistry, known);
  if (missing.length === 0) return [];
  const kinds = new Set(missing.map(({ kind }) => kind));
  const [alike, different] = divided(others, ({ kind }) => kinds.has(kind));
  const candidates = [
    ...alike.map((model) => knownModel(model, models.hashes)),
    ...different.map((model) => knownModel(model, models.knownHashes)),
  ];
  return missingModels(workflow, nodeRegistry, [...known, ...(await Promise.all(candidates))]);
}

async function knownModel(
  { name, kind, fault }: FoundModel,
  hashes: (name: string) => Promise<KnownModel['files']>,
): Promise<KnownModel> {
  const files = fault === undefined ? await hashes(name).catch(() => ({})) : {};
  return { name, kind, usable: fault === undefined, files };
}

function divided<T>(all: readonly T[], test: (one: T) => boolean): [yes: T[], no: T[]] {
  return [all.filter(test), all.filter((one) => !test(one))];
}

/** Of models that are missing: what keeps the nodes that load them from running, and what may give other results. */
export async function checkModels(
  engine: Engine,
  workflow: Workflow,
  runs: (node: string) => boolean = () => true,
): Promise<{ readonly problems: readonly Problem[]; readonly warnings: readonly string[] }> {
  const missing = (await missingIn(engine, workflow)).filter(({ nodes }) => nodes.some(runs));
  const [absent, changed] = divided(missing, ({ differing }) => differing === null);
  return {
    problems: absent.flatMap((model) => model.nodes.filter(runs).map((node) => missingModelProblem(model, node))),
    warnings: changed.map(missingModelText).map(({ message, remedy }) => `${message} ${remedy}`),
  };
}
