import type { Engine } from '../../engine/createEngine.ts';
import type { EngineRun } from '../../engine/run/services.ts';
import { keyOf, modelsUsed } from '../../graph/models/modelsUsed.ts';
import { neededName } from '../../graph/models/neededName.ts';
import { plan } from '../../graph/plan.ts';
import type { NodeRegistry } from '../../graph/registry.ts';
import { serializeWorkflow } from '../../graph/workflow/serialize.ts';
import { hashSchema, type Order, type OrderedModel } from '../order.ts';
import type { SharedStore } from '../store/sharedStore.ts';

export interface OrderParts {
  /** Knows the files and the models of this machine. It computes nothing. */
  readonly engine: Pick<Engine, 'inputs' | 'models'>;
  readonly store: SharedStore;
  readonly registry: NodeRegistry;
}

/** Puts a run into the store, with the files that it reads. @returns the hash of the order. */
export async function putOrder(parts: OrderParts, run: EngineRun, signal: AbortSignal): Promise<string> {
  const { engine, store, registry } = parts;
  const inputs = await engine.inputs(run, signal);
  for (const { file, hash } of inputs) {
    signal.throwIfAborted();
    await store.putFile(file, hash);
  }
  const { thumbnail: _, ...workflow } = run.workflow;
  const { nodes } = plan(workflow, registry, run.targets);
  const computed = new Set(nodes.map(({ id }) => id));
  const order: Order = {
    workflow: serializeWorkflow(workflow),
    targets: [...run.targets],
    watch: [...(run.watch ?? computed)],
    inputs: Object.fromEntries(inputs.map(({ path, hash }) => [path, hash])),
    models: await modelsOf(parts, run, computed),
  };
  return store.put(new TextEncoder().encode(JSON.stringify(order)));
}

/** With the files that are here, else those that the workflow remembers: of a model that nobody here has, only the name is known. */
async function modelsOf(
  { engine, registry }: OrderParts,
  { workflow }: EngineRun,
  computed: ReadonlySet<string>,
): Promise<OrderedModel[]> {
  const remembered = new Map(workflow.models.map((model) => [keyOf(neededName(model)), model.files]));
  const used = modelsUsed(workflow, registry).filter(({ places }) => places.some(({ node }) => computed.has(node)));
  return Promise.all(
    used.map(async ({ role, name }) => {
      const here = await engine.models.hashes({ role, name }).catch(() => undefined);
      return { role, name, files: hashesAmong(here ?? remembered.get(keyOf({ role, name })) ?? {}) };
    }),
  );
}

function hashesAmong(files: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(files).filter(([, hash]) => hashSchema.safeParse(hash).success));
}
