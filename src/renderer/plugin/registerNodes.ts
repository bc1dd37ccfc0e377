import type { NodeEntry, NodeRegistry } from '../../graph/registry.ts';
import type { Workflow } from '../../graph/workflow/schema.ts';
import type { EngineClient } from '../../protocol/protocol.ts';
import { currentTheme } from '../canvas/themeWatch.ts';
import { guestType } from './guestType.ts';
import type { Graph, LiteGraphApi } from './litegraph/types.ts';
import { nodeClass } from './nodeClass.ts';
import { type RunResult, runGraph } from './runGraph.ts';
import { type LiveOutcome, runLive } from './runLive.ts';
import { toWorkflow } from './toWorkflow.ts';

/** What an editor that took the nodes in can do with them. */
export interface NodePlugin {
  toWorkflow(graph: Graph): Workflow;
  /** Runs the graph; progress and pictures appear on its nodes. @throws ArcspaceError with the engine's problem. */
  run(graph: Graph, signal?: AbortSignal): Promise<RunResult>;
  /** Runs now and after every change of a value or a wire, until the function is called that it returns. */
  live(graph: Graph, told?: (outcome: LiveOutcome) => void): () => void;
}

function register(LiteGraph: LiteGraphApi, entry: NodeEntry): void {
  const type = guestType(entry.type);
  // Litegraph speaks on the console about every class that it sees twice.
  if (Object.hasOwn(LiteGraph.registered_node_types, type)) LiteGraph.unregisterNodeType(type);
  const made = nodeClass(LiteGraph, entry);
  LiteGraph.registerNodeType(type, made);
  // Litegraph makes it of the type; it is where menus list the node.
  made.category = guestType(entry.category);
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
  for (const entry of registry.values()) register(LiteGraph, entry);
  const colours = LiteGraph.LGraphCanvas.link_type_colors;
  Object.assign(colours, { ...currentTheme().wires, ...colours });
  const run = (graph: Graph, signal?: AbortSignal) => runGraph(client, graph, registry, signal);
  return {
    toWorkflow: (graph) => toWorkflow(graph, registry),
    run,
    live: (graph, told = () => {}) => runLive(graph, run, told),
  };
}
