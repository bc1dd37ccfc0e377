import { encode } from '@msgpack/msgpack';
import { z } from 'zod';
import type { RunEvent } from '../graph/events.ts';
import type { Summary } from '../graph/summary.ts';
import { decodeMessage } from '../protocol/codec.ts';
import { hashSchema } from './order.ts';
import type { SharedStore } from './store/sharedStore.ts';

export type FinishedEvent = Extract<RunEvent, { type: 'finished' }>;

const words = z.string().max(100_000);

/** What a node gave. Its files lie in the store themselves. */
const finishedSchema = z.strictObject({
  node: z.string(),
  key: z.string(),
  outputs: z.record(z.string(), z.custom<Summary>(isSummary)),
  pictures: z
    .array(
      z.strictObject({
        width: z.int().positive(),
        height: z.int().positive(),
        frames: z.int().positive(),
        rgba: z.instanceof(Uint8Array),
        framesPerSecond: z.number().exactOptional(),
      }),
    )
    .exactOptional(),
  warnings: z.array(words),
  /** Names in the folder of the results, and sha256. */
  files: z.array(z.strictObject({ name: z.string().min(1).max(4096), hash: hashSchema })),
});

export type FinishedNode = z.output<typeof finishedSchema>;

function isSummary(value: unknown): boolean {
  return z.looseObject({ type: z.string(), text: z.string() }).safeParse(value).success;
}

/** That a node has finished, with the hash of what it gave: how long it took is no part of that. */
const finishSchema = z.strictObject({ hash: hashSchema, cached: z.boolean(), milliseconds: z.number() });

export type Finish = z.output<typeof finishSchema>;

/** In the order in which they finished. */
export const finishesSchema = z.array(finishSchema).max(5000);

/** What a whole run gave. */
const recordSchema = z.strictObject({
  finished: finishesSchema,
  executed: z.int().nonnegative(),
  cached: z.int().nonnegative(),
});

export type RunRecord = z.output<typeof recordSchema>;

/** Bytes: 64 pictures of 1024 x 1024 pixels. */
const LARGEST_EVENT = 320 * 2 ** 20;
const LARGEST_RECORD = 2 ** 20;

/** @returns the hash of what a node gave. */
export function putFinished(store: SharedStore, finished: FinishedNode): Promise<string> {
  return store.put(encode(finished, { ignoreUndefined: true, maxDepth: 200 }));
}

/** @throws ArcspaceError `store-content` for what is not there; ZodError for what is something else. */
export async function getFinished(store: SharedStore, hash: string): Promise<FinishedNode> {
  return finishedSchema.parse(decodeMessage(await store.get(hash, LARGEST_EVENT)));
}

/** @returns the hash of a record. */
export function putRecord(store: SharedStore, record: RunRecord): Promise<string> {
  return store.put(new TextEncoder().encode(JSON.stringify(record)));
}

/** @throws ArcspaceError `store-content` for one that is not there; ZodError or SyntaxError for something else. */
export async function getRecord(store: SharedStore, hash: string): Promise<RunRecord> {
  return recordSchema.parse(JSON.parse(new TextDecoder().decode(await store.get(hash, LARGEST_RECORD))));
}

/** The hash of the record of a run that was found under its key, where all of it is still in the store. */
export async function foundRecord(store: SharedStore, key: string): Promise<string | undefined> {
  const hash = await store.found(key);
  if (hash === undefined) return undefined;
  try {
    const { finished } = await getRecord(store, hash);
    for (const each of finished) {
      const { files } = await getFinished(store, each.hash);
      for (const file of files) if (!(await store.has(file.hash))) return undefined;
    }
    return hash;
  } catch {
    return undefined;
  }
}
