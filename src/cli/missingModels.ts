import { nodeRegistry } from '../../nodes/index.ts';
import type { Engine } from '../engine/createEngine.ts';
import { isNamed, type KnownModel, type ModelName } from '../graph/models/knownModel.ts';
import { missingModelProblem, missingModelText } from '../graph/models/missingModelProblem.ts';
import { type MissingModel, missingModels } from '../graph/models/missingModels.ts';
import { modelsUsed } from '../graph/models/modelsUsed.ts';
import type { Problem } from '../graph/problem.ts';
import type { Workflow } from '../graph/workflow/schema.ts';
import { listedModels } from '../protocol/listedModels.ts';

type ListedModel = Omit<KnownModel, 'files'>;
type ReadHashes = (named: ModelName) => Promise<KnownModel['files']>;

/** What a workflow names and is not here, with what fits in its place. Files are read whole only to find that. */
async function missingIn({ models }: Engine, workflow: Workflow): Promise<readonly MissingModel[]> {
  const used = modelsUsed(workflow, nodeRegistry);
  if (used.length === 0) return [];
  const listed = listedModels(await models.list(), await models.parts());
  const [own, others] = divided(listed, (model) => used.some((named) => isNamed(named, model)));
  const known = await Promise.all(own.map((model) => knownModel(model, models.knownHashes)));
  const missing = missingModels(workflow, nodeRegistry, known);
  if (missing.length === 0) return [];
  const remembered = new Set(workflow.models.filter(({ files }) => Object.keys(files).length > 0).map(({ id }) => id));
  const sought = missing.filter(({ name }) => remembered.has(name));
  const isAlike = ({ role, kind }: ListedModel) => sought.some((one) => one.role === role && one.kind === kind);
  const [alike, different] = divided(others, isAlike);
  const candidates = [
    ...alike.map((model) => knownModel(model, models.hashes)),
    ...different.map((model) => knownModel(model, models.knownHashes)),
  ];
  return missingModels(workflow, nodeRegistry, [...known, ...(await Promise.all(candidates))]);
}

async function knownModel(model: ListedModel, hashes: ReadHashes): Promise<KnownModel> {
  return { ...model, files: model.usable ? await hashes(model).catch(() => ({})) : {} };
}

function divided<T>(all: readonly T[], test: (one: T) => boolean): [yes: T[], no: T[]] {
  return [all.filter(test), all.filter((one) => !test(one))];
}

/** Of what is missing: what keeps the nodes that name it from running, and what may give other results. */
export async function checkModels(
  engine: Engine,
  workflow: Workflow,
  runs: (node: string) => boolean = () => true,
): Promise<{ readonly problems: readonly Problem[]; readonly warnings: readonly string[] }> {
  const missing = (await missingIn(engine, workflow)).filter(({ places }) => places.some(({ node }) => runs(node)));
  const [absent, changed] = divided(missing, ({ differing }) => differing === null);
  return {
    problems: absent.flatMap((model) =>
      model.places.filter(({ node }) => runs(node)).map((place) => missingModelProblem(model, place)),
    ),
    warnings: changed.map(missingModelText).map(({ message, remedy }) => `${message} ${remedy}`),
  };
}
