import type { RunEvent } from '../../graph/events.ts';
import { ArcspaceError, problemFrom } from '../../graph/problem.ts';
import type { NodeRegistry } from '../../graph/registry.ts';
import { errorFrom } from '../../protocol/connect.ts';
import { followRun } from '../../protocol/followRun.ts';
import type { EngineClient } from '../../protocol/protocol.ts';
import { applyRunEvents, type NodeStates } from '../state/run/reduce.ts';
import { setGuestState } from './guestState.ts';
import { guestEntry } from './guestType.ts';
import { guestId } from './guestView.ts';
import type { Graph, GraphNode } from './litegraph/types.ts';
import { toWorkflow } from './toWorkflow.ts';

export interface RunResult {
  readonly executed: number;
  readonly cached: number;
}

function nodesById(graph: Graph, registry: NodeRegistry): Map<string, GraphNode> {
  const nodes = new Map<string, GraphNode>();
  for (const node of graph._nodes) {
    const entry = guestEntry(registry, node);
    if (entry) nodes.set(guestId(entry, node), node);
  }
  return nodes;
}

/**
 * Runs Arcspace's nodes of a graph through the engine; progress, pictures and problems appear on the nodes.
 * @throws ArcspaceError when there is no engine, or with what the run failed of.
 */
export async function runGraph(
  client: EngineClient | null,
  graph: Graph,
  registry: NodeRegistry,
  signal?: AbortSignal,
): Promise<RunResult> {
  if (!client)
    throw new ArcspaceError('no-engine', 'These nodes have no engine.', 'Register them with an engine client.');
  const name = { client: 'plugin', run: crypto.randomUUID() };
  const nodes = nodesById(graph, registry);
  let states: NodeStates = new Map();
  const show = (event: RunEvent) => {
    const next = applyRunEvents(states, [event]);
    for (const [id, state] of next) {
      const node = nodes.get(id);
      if (node && states.get(id) !== state) setGuestState(node, state);
    }
    states = next;
  };
  // Where the connection is lost, whoever follows the run says so.
  const cancel = () => void client.call('cancel', name).catch(() => undefined);
  const follow = () =>
    followRun(client, name, show).catch((error: unknown) => {
      const problem = problemFrom(error);
      show({ type: 'done', outcome: 'failed', executed: 0, cached: 0, milliseconds: 0, problem });
      throw errorFrom(problem);
    });
  if (signal?.aborted) throw errorFrom(problemFrom(signal.reason));
  signal?.addEventListener('abort', cancel, { once: true });
  try {
    const workflow = toWorkflow(graph, registry);
    await client.call('submit', { ...name, workflow, path: null, targets: [], lane: name.run, watch: null, shown: {} });
    const { executed, cached, problem } = await follow();
    if (problem) throw errorFrom(problem);
    return { executed, cached };
  } finally {
    signal?.removeEventListener('abort', cancel);
  }
}
