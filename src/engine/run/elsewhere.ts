import type { NodeRegistry } from '../../graph/registry.ts';
import type { EngineHandlers } from '../../protocol/protocol.ts';
import type { SharedQueueCalls } from '../../protocol/sharedQueueCalls.ts';
import type { ModelStore } from '../models/modelStore.ts';
import type { ListInputs } from './inputFiles.ts';
import type { RunWorkflow } from './runWorkflow.ts';

/** Other machines that compute runs. How they are reached is up to whoever makes an engine. */
export interface Elsewhere {
  /** Events, files and outcome are those of a run on this machine. */
  readonly run: RunWorkflow;
  readonly handlers: Pick<EngineHandlers, keyof SharedQueueCalls>;
  close(): Promise<void>;
}

/** What has to be known of this machine to send its runs to others. */
export interface ElsewhereParts {
  readonly inputs: ListInputs;
  readonly models: ModelStore;
  readonly registry: NodeRegistry;
  /** Where results go. */
  readonly output: string;
  /** How a file that was written there is named to the editor. */
  nameOf(file: string): string;
  /** Folder of what this user's programs keep about the machine; nothing is kept without it. */
  readonly machineFolder: string | undefined;
}

export type OpenElsewhere = (parts: ElsewhereParts) => Elsewhere;
