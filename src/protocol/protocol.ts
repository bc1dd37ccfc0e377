import type { Problem } from '../graph/problem.ts';
import type { Download } from './downloads.ts';
import type { GalleryCalls } from './galleryCalls.ts';
import type { JobCalls } from './jobCalls.ts';
import type { MachineCalls } from './machineCalls.ts';
import type { RunCalls } from './runCalls.ts';
import type { SharedQueueCalls } from './sharedQueueCalls.ts';
import type { Device, Memory } from './types.ts';
import type { WorkflowCalls } from './workflowCalls.ts';
import type { WorkspaceCalls } from './workspaceCalls.ts';

/** The engine protocol: every call, by what it is about. `calls.ts` has a schema for each. */
export interface Calls
  extends RunCalls,
    JobCalls,
    SharedQueueCalls,
    GalleryCalls,
    MachineCalls,
    WorkspaceCalls,
    WorkflowCalls {}

export interface Events {
  memory: Memory;
  /** Another window has changed it, or has found out more. */
  device: Device;
  /** All downloads, whenever one of them has changed. */
  downloads: readonly Download[];
  /** The engine process ended and was started again; runs under way are lost, the graph is not. */
  restarted: { problem: Problem };
}

export type CallName = keyof Calls;
export type EventName = keyof Events;

/** What the renderer holds. One interface for Electron (MessagePort) and the browser host (WebSocket). */
export interface EngineClient {
  /** @throws ArcspaceError with the engine's problem. */
  call<N extends CallName>(name: N, args: Calls[N]['arguments']): Promise<Calls[N]['result']>;
  /** @returns the function that ends the subscription. */
  on<N extends EventName>(name: N, handler: (event: Events[N]) => void): () => void;
}

/** The other end: one handler for each call. `emit` reaches every connected client. */
export type EngineHandlers = {
  readonly [N in CallName]: (args: Calls[N]['arguments'], emit: Emit) => Promise<Calls[N]['result']>;
};

export type Emit = <N extends EventName>(name: N, event: Events[N]) => void;
