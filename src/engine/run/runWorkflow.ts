import type { ResultCache } from '../../graph/cache.ts';
import type { RunEvent } from '../../graph/events.ts';
import { execute } from '../../graph/execute.ts';
import type { ExecutionResult, Services } from '../../graph/execution.ts';
import { plan } from '../../graph/plan.ts';
import type { NodeRegistry } from '../../graph/registry.ts';
import type { RunOptions } from '../../protocol/types.ts';

/** Plans and executes one request. Everything that happens, failures too, is told by events. */
export function runWorkflow(
  options: RunOptions,
  host: { readonly registry: NodeRegistry; readonly cache: ResultCache; readonly services: Services },
  signal: AbortSignal,
  emit: (event: RunEvent) => void,
): Promise<ExecutionResult> {
  const watched = options.watch === null ? undefined : new Set(options.watch);
  return execute({
    plan: plan(options.workflow, host.registry, options.targets),
    cache: host.cache,
    services: host.services,
    signal,
    emit,
    watched: (node) => watched?.has(node) ?? true,
    shown: (node) => (Object.hasOwn(options.shown, node) ? options.shown[node] : undefined),
  });
}
