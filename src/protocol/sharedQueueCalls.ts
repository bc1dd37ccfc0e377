import { z } from 'zod';
import type { Problem } from '../graph/problem.ts';
import { nothing, path, type SchemasOf } from './callParts.ts';
import { providers } from './providers.ts';
import type { ProviderName } from './types.ts';

/** The queue and the store that several machines share, as this user has named them. */
export interface SharedQueue {
  /** Without its password; null where none is named. */
  readonly address: string | null;
  readonly hasPassword: boolean;
  /** The folder that all machines reach. */
  readonly store: string | null;
  readonly wishes: QueueWishes;
}

/** How runs are sent to it. */
export interface QueueWishes {
  /** What is to compute; null for any. */
  readonly device: ProviderName | null;
  /** Whether models of this machine are put into the store, for workers that lack them and may fetch them. */
  readonly sendsModels: boolean;
}

export interface SharedQueueChoice {
  /** redis://HOST:PORT, or rediss:// where the connection is encrypted. */
  readonly address: string;
  /** Absent: the one that is known for this address. */
  readonly password?: string | undefined;
  readonly store: string;
}

/** Of who has asked for nothing: models are large. */
export const noWishes: QueueWishes = { device: null, sendsModels: false };

/** A worker of the queue, as it tells of itself. */
export interface QueueWorker {
  readonly id: string;
  /** Host and process. */
  readonly name: string;
  /** Version of Arcspace: another one does not compute what is sent from here. */
  readonly program: string;
  readonly isSameProgram: boolean;
  /** "CUDA: NVIDIA H200" */
  readonly device: string;
  /** Runs at a time, and how many there are now. */
  readonly slots: number;
  readonly running: number;
  /** Names of the models that it has. */
  readonly models: readonly string[];
}

/** Who computes for the queue, and how much there is to do. */
export interface QueueWorkers {
  /** Why nothing is known. */
  readonly problem?: Problem;
  readonly workers: readonly QueueWorker[];
  readonly waiting: number;
  readonly running: number;
  /** What this program was told of its own runs there: why they wait. The newest last. */
  readonly notes: readonly string[];
}

/** The queue whose workers compute the runs that are sent there. */
export interface SharedQueueCalls {
  /** Reads what is named; connects to nothing. */
  sharedQueue: { arguments: Record<string, never>; result: SharedQueue };
  /** Connects, and keeps it for programs of this user on this machine. @throws what keeps it from being connected to. */
  chooseSharedQueue: { arguments: SharedQueueChoice; result: SharedQueue };
  /** Holds for what is sent from now on. @throws ArcspaceError `no-shared-queue` where none is named. */
  wishOfSharedQueue: { arguments: QueueWishes; result: SharedQueue };
  forgetSharedQueue: { arguments: Record<string, never>; result: SharedQueue };
  /** Answers within seconds, also while the queue is away. */
  queueWorkers: { arguments: Record<string, never>; result: QueueWorkers };
}

export const sharedQueueCallSchemas: SchemasOf<SharedQueueCalls> = {
  sharedQueue: nothing,
  chooseSharedQueue: z.object({
    address: z.string().min(1).max(1000),
    password: z.string().max(1000).optional(),
    store: path,
  }),
  wishOfSharedQueue: z.object({
    device: z.enum(providers.map(({ name }) => name)).nullable(),
    sendsModels: z.boolean(),
  }),
  forgetSharedQueue: nothing,
  queueWorkers: nothing,
};
