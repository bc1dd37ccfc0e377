import type { ResultCache } from '../../graph/cache.ts';
import { contentKeys } from '../../graph/contentKey.ts';
import type { RunEvent } from '../../graph/events.ts';
import { execute } from '../../graph/execute.ts';
import type { ExecutionResult, KeptResults } from '../../graph/execution.ts';
import { plan } from '../../graph/plan.ts';
import type { NodeRegistry } from '../../graph/registry.ts';
import type { ResultStore } from '../results/keptResults.ts';
import { abandonable } from './pausing.ts';
import { createServices, type EngineParts, type EngineRun } from './services.ts';

export interface RunnerParts extends EngineParts {
  readonly registry: NodeRegistry;
  readonly cache: ResultCache;
  readonly kept?: Pick<ResultStore, 'find' | 'offer'> | undefined;
}

/** Plans and executes what is asked for. Everything that happens, failures too, is told by events. */
export type RunWorkflow = (
  run: EngineRun,
  signal: AbortSignal,
  emit: (event: RunEvent) => void,
) => Promise<ExecutionResult>;

export function createRunner(parts: RunnerParts): RunWorkflow {
  const { registry, cache, kept } = parts;
  return async (run, signal, emit) => {
    const services = await createServices(parts, run, signal);
    const watched = run.watch === null ? undefined : new Set(run.watch);
    return execute({
      plan: plan(run.workflow, registry, run.targets),
      cache,
      kept: run.apart ? undefined : kept && keptFor(kept, run, signal),
      services,
      signal,
      emit,
      watched: (node) => watched?.has(node) ?? true,
      shown: (node) => (Object.hasOwn(run.shown, node) ? run.shown[node] : undefined),
    });
  };
}

/** To read a large result takes a while; who cancels does not wait for it. */
function keptFor(
  { find, offer }: NonNullable<RunnerParts['kept']>,
  { kept = 'all' }: EngineRun,
  signal: AbortSignal,
): KeptResults {
  return {
    find: (key, ports) => abandonable(find(key, ports), signal),
    offer: (made) => offer(made, kept !== 'all'),
  };
}

/** The content keys of all that a run would compute, by node, without computing it. */
export type ReadKeys = (run: EngineRun, signal: AbortSignal) => Promise<ReadonlyMap<string, string>>;

/** @throws ArcspaceError for files and models that are not there. */
export function createKeyReader(parts: RunnerParts): ReadKeys {
  return async (run, signal) =>
    contentKeys(plan(run.workflow, parts.registry, run.targets), await createServices(parts, run, signal));
}
