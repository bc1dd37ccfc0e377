import type { Tensor } from '../tensor/tensor.ts';

import type { CachedResult } from './cache.ts';
import { computeNode } from './clips/computeNode.ts';
import { isKeepable } from './codec/outputs.ts';
import { contentKey, contentKeys } from './contentKey.ts';
import type { Context, FileService } from './context.ts';
import type { Outcome, Picture } from './events.ts';
import type { Execution, ExecutionResult } from './execution.ts';
import { filmPreview } from './filmPreview.ts';
import { nodeContext, type Told } from './nodeContext.ts';
import { paced } from './paced.ts';
import { pausing } from './pausing.ts';
import { pictureOf } from './picture.ts';
import type { PlannedNode } from './plan.ts';
import { ArcspaceError, type Problem, problemFrom } from './problem.ts';
import { problemsByNode } from './problemsByNode.ts';
import { requireFinite } from './requireFinite.ts';
import { resolveInputs } from './resolveInputs.ts';
import { summarise } from './summarise.ts';
import type { Summary } from './summary.ts';
import type { ImageSet } from './values.ts';

/** Where a cancel is heard in what follows on a node: to look through a large picture takes a while, and to show it as long. */
type Breath = Pick<Context, 'pause'>;

interface RunState {
  /** The content keys of all nodes as their files are when it is asked. */
  readonly keysNow: () => Promise<ReadonlyMap<string, string>>;
  readonly values: Map<string, Readonly<Record<string, unknown>>>;
  readonly keys: Map<string, string>;
  executed: number;
  cached: number;
}

/**
 * Computes a plan, node by node. A node whose content key is in the cache is not computed. Never throws: what goes wrong
 * is an event and the outcome. Cancelling acts between nodes and between the steps of a node.
 */
export async function execute(execution: Execution): Promise<ExecutionResult> {
  const { plan, services, emit } = execution;
  const started = services.now();
  const keysNow = () => contentKeys(plan, services);
  const state: RunState = { keysNow, values: new Map(), keys: new Map(), executed: 0, cached: 0 };
  emit({ type: 'queued', nodes: plan.nodes.map((node) => node.id) });
  const problems = problemsByNode(plan.problems);
  const problem = problems[0] ?? (await computeAll(execution, state));
  const outcome: Outcome = problem === undefined ? 'completed' : problem.code === 'cancelled' ? 'cancelled' : 'failed';
  for (const invalid of problems) {
    if (invalid.place.node !== undefined) emit({ type: 'failed', node: invalid.place.node, problem: invalid });
  }
  const result = { outcome, executed: state.executed, cached: state.cached, ...(problem ? { problem } : {}) };
  emit({ type: 'done', milliseconds: services.now() - started, ...result });
  return result;
}

async function computeAll(execution: Execution, state: RunState): Promise<Problem | undefined> {
  for (const node of execution.plan.nodes) {
    try {
      execution.signal.throwIfAborted();
      await computeOne(execution, state, node);
    } catch (thrown) {
      const problem = problemFrom(thrown, { node: node.id });
      if (problem.code !== 'cancelled') execution.emit({ type: 'failed', node: node.id, problem });
      return problem;
    }
    await execution.services.yieldToHost();
  }
  return undefined;
}

async function computeOne(execution: Execution, state: RunState, node: PlannedNode): Promise<void> {
  const { services, cache, emit, signal } = execution;
  const started = services.now();
  const usualKey = await contentKey(node, state.keys, services);
  const known =
    (await freshResult(cache.get(usualKey), services.files)) ?? (await keptResult(execution, node, usualKey));
  if (!known) emit({ type: 'started', node: node.id });
  const begun = services.now();
  const result = known ?? (await runNode(execution, state, node));
  if (!known) keep(execution, state, { node, key: usualKey, result, milliseconds: services.now() - begun });
  if (known) state.cached++;
  else state.executed++;
  const key = result.makeshift ? `${usualKey}-makeshift` : usualKey;
  state.keys.set(node.id, key);
  // Nobody would find one that is makeshift: there may be room the next time.
  if (!result.makeshift) cache.set(key, result);
  state.values.set(node.id, result.outputs);
  // What the node gave is kept, also when a cancel has come meanwhile.
  await services.yieldToHost();
  signal.throwIfAborted();
  const breath = { pause: pausing(execution) };
  const outputs = await summaries(node, result.outputs, breath);
  const shown = await pictures(execution, node, key, result.outputs, breath);
  emit({
    type: 'finished',
    node: node.id,
    key,
    cached: known !== undefined,
    milliseconds: services.now() - started,
    outputs,
    ...shown,
    warnings: result.warnings,
    files: result.files.map((file) => file.path),
  });
}

/** What an earlier process made. */
async function keptResult(
  { kept }: Execution,
  { definition }: PlannedNode,
  key: string,
): Promise<CachedResult | undefined> {
  return isKeepable(definition) ? kept?.find(key, definition.outputs) : undefined;
}

interface Made {
  readonly node: PlannedNode;
  readonly key: string;
  readonly result: CachedResult;
  readonly milliseconds: number;
}

function keep({ kept }: Execution, { keysNow }: RunState, { node: { id, definition }, ...made }: Made): void {
  if (made.result.makeshift || !isKeepable(definition)) return;
  kept?.offer({ ...made, node: id, ports: definition.outputs, keysNow });
}

/** A cached result counts only while the files that it wrote are still there, unchanged. */
async function freshResult(result: CachedResult | undefined, files: FileService): Promise<CachedResult | undefined> {
  for (const file of result?.files ?? []) {
    const present = await files.fingerprint(file.path).catch(() => undefined);
    if (present !== file.fingerprint) return undefined;
  }
  return result;
}

async function runNode(execution: Execution, state: RunState, node: PlannedNode): Promise<CachedResult> {
  const told: Told = { warnings: [], written: [], makeshift: false };
  const context = nodeContext(execution, node, told);
  const inputs = resolveInputs(node, state.values);
  const outputs = await computeNode(node.definition, { inputs, parameters: node.parameters }, context);
  for (const [name, { type }] of Object.entries(node.definition.outputs)) {
    if (outputs[name] === undefined) {
      throw new ArcspaceError('internal', `The node gave nothing at its output "${name}".`, 'Please report this.', {
        port: name,
      });
    }
    await paced(requireFinite(name, type, outputs[name]), context);
  }
  const { files } = execution.services;
  return {
    outputs,
    warnings: told.warnings,
    makeshift: told.makeshift,
    files: await Promise.all(told.written.map(async (path) => ({ path, fingerprint: await files.fingerprint(path) }))),
  };
}

async function summaries(
  node: PlannedNode,
  outputs: Readonly<Record<string, unknown>>,
  breath: Breath,
): Promise<Record<string, Summary>> {
  const all: Record<string, Summary> = {};
  for (const [name, { type }] of Object.entries(node.definition.outputs)) {
    all[name] = await paced(summarise(type, outputs[name]), breath);
  }
  return all;
}

async function pictures(
  execution: Execution,
  node: PlannedNode,
  key: string,
  outputs: Readonly<Record<string, unknown>>,
  breath: Breath,
): Promise<{ pictures?: readonly Picture[] }> {
  if (!execution.watched(node.id) || execution.shown?.(node.id) === key) return {};
  if (node.definition.preview !== 'images') return { pictures: [] };
  const images = Object.entries(node.definition.outputs).filter(([, declared]) => declared.type === 'image');
  const rate = node.definition.framesPerSecond?.(node.parameters);
  const made: Picture[] = [];
  for (const [name] of images) made.push(await paced(pictureOf(outputs[name] as Tensor, rate), breath));
  for (const film of filmsAmong(node, outputs)) {
    made.push(await filmPreview(film, { ...breath, now: execution.services.now, signal: execution.signal }));
  }
  return { pictures: made };
}

/** Sets whose pictures follow each other in time. */
function filmsAmong(node: PlannedNode, outputs: Readonly<Record<string, unknown>>): ImageSet[] {
  const sets = Object.entries(node.definition.outputs).filter(([, declared]) => declared.type === 'image_set');
  return sets.map(([name]) => outputs[name] as ImageSet).filter(({ framesPerSecond }) => framesPerSecond !== undefined);
}
