/** The namespace of litegraph.js, or of @comfyorg/litegraph. */
export interface LiteGraphNamespace {
  registerNodeType(type: string, nodeClass: never): void;
}

/** A graph of that litegraph. */
export interface LiteGraphGraph {
  getNodeById(id: never): unknown;
}

/** A connection to Arcspace's engine. */
export interface Engine {
  call(name: never, argument: never): Promise<unknown>;
}

export interface RunResult {
  /** Nodes that were computed. */
  readonly executed: number;
  /** Nodes whose result was there already. */
  readonly cached: number;
}

/** What a run fails with: what happened, and what to do. */
export interface RunError extends Error {
  readonly code: string;
  readonly remedy: string;
}

export interface ArcspaceNodes {
  /** Arcspace's nodes of a graph in the format of .arcspace files; nodes of others are left out, and the wires to them. */
  toWorkflow(graph: LiteGraphGraph): unknown;
  /** Runs them; progress, pictures and problems appear on the nodes. Rejects with a `RunError`. */
  run(graph: LiteGraphGraph, signal?: AbortSignal): Promise<RunResult>;
  /** Runs now and whenever a value or a wire of the nodes changes, until the returned function is called. */
  live(graph: LiteGraphGraph, told?: (outcome: RunResult | RunError) => void): () => void;
}

/**
 * Arcspace's engine over a WebSocket, which is opened again whenever it closes.
 * @param address "ws://127.0.0.1:4477/engine"; that of the page's own host otherwise.
 */
export function connectEngine(address?: string | URL): Engine;

/** Registers all of Arcspace's nodes in an editor, as "arcspace/" and their type. Without an engine they can be wired, not run. */
export function registerArcspaceNodes(LiteGraph: LiteGraphNamespace, engine?: Engine | null): ArcspaceNodes;
