import type { NodeRegistry } from '../../graph/registry.ts';
import type { Workflow } from '../../graph/workflow/schema.ts';
import type { EngineClient } from '../../protocol/protocol.ts';
import { currentTheme } from '../canvas/themeWatch.ts';
import type { Graph, LiteGraphApi } from './litegraph/types.ts';
import { nodeClass } from './nodeClass.ts';
import { type RunResult, runGraph } from './runGraph.ts';
import { toWorkflow } from './toWorkflow.ts';

/** What an editor that took the nodes in can do with them. */
export interface NodePlugin {
  toWorkflow(graph: Graph): Workflow;
  /** Runs the graph; progress and pictures appear on its nodes. @throws ArcspaceError with the engine's problem. */
  run(graph: Graph, signal?: AbortSignal): Promise<RunResult>;
}

function register(LiteGraph: LiteGraphApi, type: string, made: ReturnType<typeof nodeClass>): void {
  // Litegraph speaks on the console about every class that it sees twice.
  if (Object.hasOwn(LiteGraph.registered_node_types, type)) LiteGraph.unregisterNodeType(type);
  LiteGraph.registerNodeType(type, made);
}

/**
 * The one way in which Arcspace's nodes enter a litegraph editor, ours or any other: a class for each declaration, with
 * typed ports, fields for the parameters, and our drawing. Where `client` is null the nodes can be wired but not run.
 */
export function registerNodes(
  LiteGraph: LiteGraphApi,
  client: EngineClient | null,
  registry: NodeRegistry,
): NodePlugin {
  for (const entry of registry.values()) register(LiteGraph, entry.type, nodeClass(LiteGraph, entry));
  Object.assign(LiteGraph.LGraphCanvas.link_type_colors, currentTheme().wires);
  return {
    toWorkflow: (graph) => toWorkflow(graph, registry),
    run: (graph, signal) => runGraph(client, graph, registry, signal),
  };
}
