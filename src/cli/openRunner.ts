import { nodeRegistry } from '../../nodes/index.ts';
import type { Engine } from '../engine/createEngine.ts';
import type { RunWorkflow } from '../engine/run/runWorkflow.ts';
import { ArcspaceError } from '../graph/problem.ts';
import type { DeviceChoice, WorkflowRun } from '../protocol/types.ts';
import { queuePlaces } from './queuePlaces.ts';
import { withoutControls } from './withoutControls.ts';

/** Where other machines take runs from, and the folder that all of them share. */
export interface QueueChoices {
  readonly queue?: string;
  readonly store?: string;
  /** Whether the models that a run needs are put into the store, for workers that lack them. */
  readonly sendModels?: boolean;
  /** What computes: on a queue, workers with another device leave the run to others. */
  readonly device?: DeviceChoice | undefined;
}

/** What computes the runs of a command. */
export interface Runner {
  readonly run: RunWorkflow;
  /** Where other machines compute, with models of their own. */
  readonly elsewhere?: Elsewhere;
  close(): Promise<void>;
}

export interface Elsewhere {
  /** As many runs are sent at once: more than most have workers. */
  readonly atOnce: number;
  /** Names by content what a run would give. @throws ArcspaceError for files that are not there. */
  keyOf(run: WorkflowRun, signal: AbortSignal): Promise<string>;
}

/** What waits is in the queue, and its files are in the store; who sends looks at each several times a second. */
const AT_ONCE = 64;

/**
 * The engine of this process, or the workers behind a queue, where one is named.
 * @param output where results go
 * @throws ArcspaceError for a queue or a store that is not there.
 */
export async function openRunner(engine: Engine, choices: QueueChoices, output: string): Promise<Runner> {
  const { queue, store, sendModels } = choices;
  if (queue !== undefined) return openQueueRunner(engine, { ...choices, queue }, output);
  if (store === undefined && !sendModels) return { run: engine.run, close: async () => {} };
  const option = store === undefined ? '--send-models' : '--store';
  throw new ArcspaceError('usage', `${option} is only used together with --queue.`, 'Name a queue, or leave it out.');
}

async function openQueueRunner(
  engine: Engine,
  { queue, store, sendModels, device }: QueueChoices & { readonly queue: string },
  output: string,
): Promise<Runner> {
  const { openQueueClient } = await import('../cluster/client/openQueueClient.ts');
  const say = (message: string): void => console.error(withoutControls(message));
  const client = await openQueueClient({
    ...queuePlaces(queue, store),
    engine,
    registry: nodeRegistry,
    output,
    say,
    sendsModels: sendModels,
    device: device === 'auto' ? undefined : device,
  });
  return {
    run: client.run,
    elsewhere: { atOnce: AT_ONCE, keyOf: client.keyOf },
    close: async () => client.close(),
  };
}
