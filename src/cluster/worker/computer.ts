import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import type { Engine } from '../../engine/createEngine.ts';
import { relativeParts, resolveInside, shorten } from '../../engine/files/containment.ts';
import { sha256 } from '../../engine/files/sha256.ts';
import type { EngineRun } from '../../engine/run/services.ts';
import { plan } from '../../graph/plan.ts';
import type { NodeRegistry } from '../../graph/registry.ts';
import { parseWorkflow } from '../../graph/workflow/parse.ts';
import type { Workflow } from '../../graph/workflow/schema.ts';
import { errorFrom } from '../../protocol/connect.ts';
import { LARGEST_ORDER, type Order, readOrder, refused } from '../order.ts';
import { foundRecord, putRecord } from '../results.ts';
import type { SharedStore } from '../store/sharedStore.ts';
import { fetchModels } from './fetchModels.ts';
import { createRecorder } from './recorder.ts';
import { requireModels } from './requireModels.ts';
import type { Slot, SlotProgress } from './slot.ts';

export interface ComputerParts {
  readonly engine: Engine;
  readonly store: SharedStore;
  readonly registry: NodeRegistry;
  /** A folder of its own: what a job reads is laid out in it, and what it writes lies there until it is in the store. */
  readonly scratch: string;
  /** What results depend on besides what their content keys say. */
  readonly maker: string;
  /** Where models that are not here are fetched to from the store; see `fetchedModels`. None are without it. */
  readonly fetched?: string | undefined;
}

/** Computes jobs with the engine of this process. */
export function createComputer(parts: ComputerParts): Slot {
  const { engine, store } = parts;
  return {
    async compute(job, signal, tell) {
      const order = readOrder(await store.get(job.order, LARGEST_ORDER));
      const run = runOf(parts, order);
      if (parts.fetched !== undefined) {
        const telling = (name: string) =>
          tell({ finished: [], waits: `A worker fetches the model "${name}" from the store.` });
        await fetchModels({ models: engine.models, store, folder: parts.fetched, tell: telling }, order.models, signal);
      }
      await requireModels(engine.models, order.models);
      await layOut(store, order, run.apart, signal);
      // Of a file that the run itself writes and reads the content is not known before.
      const keys = await engine.keys(run, signal).catch(() => undefined);
      const name = keys && nameOf(parts, run, keys);
      const telling = job.previews ? tell : ({ preview: _, ...progress }: SlotProgress) => tell(progress);
      const computing = { name, keys, signal, tell: telling };
      return (name && (await foundRecord(store, name))) ?? computeAnew(parts, run, computing);
    },
    close: () => engine.close(),
  };
}

type JobRun = EngineRun & Required<Pick<EngineRun, 'apart'>>;

/** @throws ArcspaceError for what is no workflow, or cannot run as it is: unknown nodes, parameters out of their range. */
function runOf({ registry, scratch }: ComputerParts, { workflow: text, targets, watch }: Order): JobRun {
  const workflow = readWorkflow(text, registry);
  const [problem] = plan(workflow, registry, targets).problems;
  if (problem) throw errorFrom(problem);
  const apart = { workspace: join(scratch, 'files'), output: join(scratch, 'results') };
  return { workflow, path: null, targets, watch, shown: {}, apart };
}

/** As it was sent, to the order of its keys: the pictures carry it, and are to be the same bytes as elsewhere. */
function readWorkflow(text: string, registry: NodeRegistry): Workflow {
  const { workflow } = parseWorkflow(text, registry);
  const sent: unknown = JSON.parse(text);
  return isDeepStrictEqual(sent, workflow) ? (sent as Workflow) : workflow;
}

/**
 * Puts the files that a job reads where its workflow looks for them, and nothing else.
 * @throws ArcspaceError for paths that lead outside, and for two that are one on this disk.
 */
async function layOut(
  store: SharedStore,
  { inputs }: Order,
  { workspace, output }: JobRun['apart'],
  signal: AbortSignal,
): Promise<void> {
  for (const path of Object.keys(inputs)) relativeParts(path);
  for (const folder of [workspace, output]) {
    await rm(folder, { recursive: true, force: true });
    await mkdir(folder, { recursive: true });
  }
  const places = new Set<string>();
  for (const [path, hash] of Object.entries(inputs)) {
    const place = await resolveInside(workspace, path);
    if (places.has(place)) throw refused(`On this machine two of its files have the same name: "${shorten(path)}".`);
    places.add(place);
    await store.getFile(hash, place, signal);
  }
}

type Keys = ReadonlyMap<string, string>;

/** Names by content all that a run gives: its pictures carry the workflow. */
function nameOf({ maker }: ComputerParts, { workflow, targets, watch }: JobRun, keys: Keys): string {
  return sha256(JSON.stringify([maker, workflow, targets, watch, [...keys]]));
}

interface Computing {
  readonly name: string | undefined;
  readonly keys: Keys | undefined;
  readonly signal: AbortSignal;
  readonly tell: Parameters<Slot['compute']>[2];
}

async function computeAnew(
  { engine, store }: ComputerParts,
  run: JobRun,
  { name, keys, signal, tell }: Computing,
): Promise<string> {
  const recorder = createRecorder(store, run.apart.output, tell);
  const { problem, executed, cached } = await engine.run(run, signal, recorder.hear);
  // Waited for in any case: of a job that is over nothing more is told, for the next one would be taken to have given it.
  const [given] = await Promise.allSettled([recorder.finished()]);
  if (problem) throw errorFrom(problem);
  if (given.status === 'rejected') throw given.reason;
  const record = await putRecord(store, { finished: given.value, executed, cached });
  // What was made in another way than usual, because memory ran out, is not found by those who come after.
  const isUsual = [...recorder.keys].every(([node, key]) => keys?.get(node) === key);
  if (name !== undefined && isUsual) await store.keep(name, record);
  return record;
}
