import { version } from '../../../package.json';
import type { Engine } from '../../engine/createEngine.ts';
import { combineHashes } from '../../engine/files/hasher.ts';
import { sha256 } from '../../engine/files/sha256.ts';
import type { InputFile } from '../../engine/run/inputFiles.ts';
import type { EngineRun } from '../../engine/run/services.ts';
import { keyOf, modelsUsed } from '../../graph/models/modelsUsed.ts';
import { neededName } from '../../graph/models/neededName.ts';
import { plan } from '../../graph/plan.ts';
import type { NodeRegistry } from '../../graph/registry.ts';
import { serializeWorkflow } from '../../graph/workflow/serialize.ts';
import { hashSchema, modelMark, type Order, type OrderedModel } from '../order.ts';
import type { SharedStore } from '../store/sharedStore.ts';
import type { SendModel } from './sendModels.ts';

export interface OrderParts {
  /** Knows the files and the models of this machine. It computes nothing. */
  readonly engine: Pick<Engine, 'inputs' | 'models'>;
  readonly store: SharedStore;
  readonly registry: NodeRegistry;
  /** Puts a model into the store, for workers that lack it; none are without it. */
  readonly sendModel?: SendModel | undefined;
}

/** An order that is in the store. */
export interface StoredOrder {
  readonly hash: string;
  /** Marks of its models; undefined where the files of one are not known. */
  readonly marks: readonly string[] | undefined;
}

/** Puts a run into the store, with the files that it reads. */
export async function putOrder(parts: OrderParts, run: EngineRun, signal: AbortSignal): Promise<StoredOrder> {
  const { content, inputs, models } = await orderOf(parts, run, signal);
  for (const { file, hash } of inputs) {
    signal.throwIfAborted();
    await parts.store.putFile(file, hash, signal);
  }
  for (const model of models) {
    signal.throwIfAborted();
    if (model.isWhole) await parts.sendModel?.(model);
  }
  const marks = models.map((model) => modelMark(model, combineHashes(model.files)));
  return { hash: await parts.store.put(content), marks: models.every(({ isWhole }) => isWhole) ? marks : undefined };
}

/** Names by content what a run gives, whichever worker computes it: what is ordered, and of which program. */
export async function keyOfOrder(parts: OrderParts, run: EngineRun, signal: AbortSignal): Promise<string> {
  const { content } = await orderOf(parts, run, signal);
  return sha256(JSON.stringify([version, sha256(content)]));
}

interface WrittenOrder {
  readonly content: Uint8Array;
  readonly inputs: readonly InputFile[];
  readonly models: readonly OrderedModel[];
}

async function orderOf(parts: OrderParts, run: EngineRun, signal: AbortSignal): Promise<WrittenOrder> {
  const { engine, registry } = parts;
  const inputs = await engine.inputs(run, signal);
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
  return { content: new TextEncoder().encode(JSON.stringify(order)), inputs, models: order.models };
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
      const files = hashesAmong(here ?? remembered.get(keyOf({ role, name })) ?? {});
      return { role, name, files, isWhole: here !== undefined };
    }),
  );
}

function hashesAmong(files: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(files).filter(([, hash]) => hashSchema.safeParse(hash).success));
}
